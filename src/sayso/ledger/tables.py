"""The tables of a ledger. Rows are appended and never changed: the current state is a function of the rows.

reports       one row for each id that was ever read
versions      one row for each text (or metadata) that a report had; the newest is the current one
readings      one row for each time a version was read by a reader: how many claims it gave, or why none
claims        the claims of a reading, as far as filters need them; current are those of the newest reading of the
              newest version of their report
claim_records the same claims, whole, as JSON; apart from the rows above so that a filter reads a tenth of the pages
names         each name of a place, country, force, source or piece of equipment, once, folded for comparison
claim_names   which claims mention which name
unread        what could not be read, and why; a row without a reason says that it has been read since
links         what the machine thought of two claims, with its reasons
judgements    what a person or machine decided of two claims; a row can withdraw an earlier one
events        the claims of an event, one row for each change; the newest row of an event is its current state, and
              one without members says that the event is no more
members       which claims a row of events holds
forwards      what became of an event id that was merged away or split
decisions     what people set of one thing: a grade, the keys of the review
reviews       what people decided of one claim: an opinion, or another value of a field; a row can withdraw an earlier one
reviewed      which claims a row of reviews is about: the one that it was made of, and that which a later reading found there
replaced      rows of claims that a review took the place of: by a newer row with the edited fields, or by none where the claim
              was rejected; the oldest row of a claim in a reading is as it was read
summaries     what lists, map and timeline need of an event, one row for each time it was looked at as a whole; the newest
              row of an event is its current summary, and one without claims says that the event is no more
summary_records the same, whole, as JSON, with the figures and disputes of the event
summary_copies what the reports of the event repeat of each other, as JSON
summary_names which names the claims of a summary mention
users         who may use a shared ledger, with a role and the hash of a password; the newest row of a name is what holds,
              and one without a role says that the user was removed
sessions      who is signed in: the hash of what the browser shows, and until when; the newest row of a hash is what holds
runs          code version, reader, settings and counts of each run; a second row closes it

Numbers (n) are given out in the order in which rows are kept, because one process writes at a time. earliest and latest
are seconds since 1970 in UTC.
"""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

metadata = MetaData()

# SQLite takes only INTEGER for its own row number
Number = BigInteger().with_variant(Integer(), "sqlite")
# PostgreSQL would order and compare ids by the rules of a language
Key = Text().with_variant(Text(collation="C"), "postgresql")


def _n() -> "Column[int]":
    return Column("n", Number, primary_key=True, autoincrement=False)


reports = Table("reports", metadata, _n(), Column("id", Key, unique=True, nullable=False))
versions = Table(
    "versions",
    metadata,
    _n(),
    Column("report", Number, ForeignKey("reports.n"), nullable=False),
    Column("hash", Key, nullable=False),
    Column("sha256", Key, nullable=False),
    Column("path", Text, nullable=False),
    Column("outlet", Text),
    Column("published", Key),
    Column("title", Text),
    Column("language", Text),
    Column("record", Text, nullable=False),
    Column("run", Number, nullable=False),
    Index("versions_report", "report", "n"),
)
readings = Table(
    "readings",
    metadata,
    _n(),
    Column("version", Number, ForeignKey("versions.n"), nullable=False),
    Column("report", Number, ForeignKey("reports.n"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("run", Number, nullable=False),
    Index("readings_version", "version", "n"),
)
claims = Table(
    "claims",
    metadata,
    _n(),
    Column("id", Key, nullable=False),
    Column("reading", Number, ForeignKey("readings.n"), nullable=False),
    Column("version", Number, ForeignKey("versions.n"), nullable=False),
    Column("report", Number, ForeignKey("reports.n"), nullable=False),
    Column("type", Key, nullable=False),
    Column("stance", Key, nullable=False),
    Column("unit", Key),
    Column("earliest", Number),
    Column("latest", Number),
    Column("confidence", Float),
    Column("unresolved", Integer, nullable=False),
    Index("claims_id", "id"),
    Index("claims_report", "report", "n"),
    Index("claims_type", "type", "n"),
    Index("claims_doubt", "confidence", "n"),
)
claim_records = Table(
    "claim_records",
    metadata,
    Column("n", Number, ForeignKey("claims.n"), primary_key=True, autoincrement=False),
    Column("record", Text, nullable=False),
)
names = Table(
    "names",
    metadata,
    _n(),
    Column("folded", Key, nullable=False),
    Column("kind", Key, nullable=False),
    Column("shown", Text, nullable=False),
    UniqueConstraint("folded", "kind"),
)
claim_names = Table(
    "claim_names",
    metadata,
    Column("name", Number, ForeignKey("names.n"), primary_key=True, autoincrement=False),
    Column("claim", Number, ForeignKey("claims.n"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
unread = Table(
    "unread",
    metadata,
    _n(),
    Column("path", Key, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Column("run", Number, nullable=False),
    Index("unread_path", "path", "n"),
)
links = Table(
    "links",
    metadata,
    _n(),
    Column("claim_a", Key, nullable=False),
    Column("claim_b", Key, nullable=False),
    Column("probability", Float, nullable=False),
    Column("record", Text, nullable=False),
    Column("run", Number, nullable=False),
    Index("links_pair", "claim_a", "claim_b", "n"),
    Index("links_b", "claim_b"),
    Index("links_doubt", "probability", "n"),
)
judgements = Table(
    "judgements",
    metadata,
    _n(),
    Column("id", Key, unique=True, nullable=False),
    Column("claim_a", Key, nullable=False),
    Column("claim_b", Key, nullable=False),
    Column("verdict", Key, nullable=False),
    Column("author", Text, nullable=False),
    Column("made_at", Key, nullable=False),
    Column("why", Text, nullable=False),
    Column("withdraws", Key, unique=True),
    Index("judgements_pair", "claim_a", "claim_b"),
)
events = Table(
    "events",
    metadata,
    _n(),
    Column("id", Key, nullable=False),
    Column("type", Key, nullable=False),
    Column("record", Text, nullable=False),
    Column("members", Integer, nullable=False),
    Column("run", Number, nullable=False),
    Index("events_id", "id", "n"),
)
members = Table(
    "members",
    metadata,
    Column("claim", Key, primary_key=True),
    Column("event", Number, ForeignKey("events.n"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
forwards = Table(
    "forwards",
    metadata,
    _n(),
    Column("old", Key, nullable=False),
    Column("new", Key, nullable=False),
    Column("why", Text, nullable=False),
    Column("run", Number, nullable=False),
    Index("forwards_old", "old"),
)
decisions = Table(
    "decisions",
    metadata,
    _n(),
    Column("subject", Key, nullable=False),
    Column("kind", Key, nullable=False),
    Column("value", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made_at", Key, nullable=False),
    Column("why", Text, nullable=False),
    Index("decisions_subject", "subject", "kind", "n"),
)
reviews = Table(
    "reviews",
    metadata,
    _n(),
    Column("id", Key, unique=True, nullable=False),
    Column("claim", Key, nullable=False),
    Column("report", Key, nullable=False),
    # accept, reject, unsure or edit
    Column("verdict", Key, nullable=False),
    Column("record", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made_at", Key, nullable=False),
    Column("withdraws", Key, unique=True),
    Index("reviews_report", "report", "n"),
)
reviewed = Table(
    "reviewed",
    metadata,
    Column("claim", Key, primary_key=True),
    Column("review", Number, ForeignKey("reviews.n"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
replaced = Table(
    "replaced",
    metadata,
    Column("claim", Number, ForeignKey("claims.n"), primary_key=True, autoincrement=False),
)
runs = Table(
    "runs",
    metadata,
    _n(),
    Column("run", Number, nullable=False),
    Column("state", Key, nullable=False),
    Column("at", Key, nullable=False),
    Column("record", Text, nullable=False),
    Index("runs_run", "run"),
)
summaries = Table(
    "summaries",
    metadata,
    _n(),
    Column("event", Key, nullable=False),
    # the row of events that it is of, the newest reading that it and all before it know of, and the form of its record
    Column("row", Number, ForeignKey("events.n"), nullable=False),
    Column("reading", Number, nullable=False),
    Column("form", Integer, nullable=False),
    Column("type", Key, nullable=False),
    Column("earliest", Number),
    Column("latest", Number),
    Column("precision", Key, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("radius_km", Float),
    Column("place_kind", Key, nullable=False),
    Column("country", Key),
    Column("claims", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("disputed", Integer, nullable=False),
    Column("consequence", Float, nullable=False),
    Column("units", Text, nullable=False),
    Column("run", Number, nullable=False),
    Index("summaries_event", "event", "n"),
    Index("summaries_row", "form", "row"),
)
summary_records = Table(
    "summary_records",
    metadata,
    Column("n", Number, ForeignKey("summaries.n"), primary_key=True, autoincrement=False),
    Column("record", Text, nullable=False),
    Column("figures", Text, nullable=False),
    Column("disputes", Text, nullable=False),
)
summary_copies = Table(
    "summary_copies",
    metadata,
    Column("n", Number, ForeignKey("summaries.n"), primary_key=True, autoincrement=False),
    Column("record", Text, nullable=False),
)
summary_names = Table(
    "summary_names",
    metadata,
    Column("name", Number, ForeignKey("names.n"), primary_key=True, autoincrement=False),
    Column("summary", Number, ForeignKey("summaries.n"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
users = Table(
    "users",
    metadata,
    _n(),
    # the name without regard to case
    Column("key", Key, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Key, nullable=False),
    Column("password", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made_at", Key, nullable=False),
    Index("users_key", "key", "n"),
)
sessions = Table(
    "sessions",
    metadata,
    _n(),
    Column("token", Key, nullable=False),
    Column("account", Number, ForeignKey("users.n"), nullable=False),
    Column("expires", Number, nullable=False),
    Column("made_at", Key, nullable=False),
    Index("sessions_token", "token", "n"),
)
APPEND_ONLY = tuple(table.name for table in metadata.sorted_tables)
"""Every table: rows can be added and never changed."""
