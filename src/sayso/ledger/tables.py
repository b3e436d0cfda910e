"""The tables of a ledger. Rows are appended and never changed: the current state is a function of the rows.

reports    one row for each id that was ever read
versions   one row for each text (or metadata) that a report had; the newest is the current one
readings   one row for each time a version was read by a reader: how many claims it gave, or why none
claims     the claims of a reading; current are those of the newest reading of the newest version
unread     what could not be read, and why
links      what the machine thought of two claims, with its reasons
judgements what a person or machine decided of two claims; a row can withdraw an earlier one
events     the claims of an event, one row for each change; the newest row of an event is its current state
forwards   what became of an event id that was merged away or split
decisions  what people set of one thing: a grade, an edited field, a checked event
runs       code version, reader, settings and counts of each run; a second row closes it
"""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()


def _key() -> "Column[int]":
    return Column("n", Integer, primary_key=True, autoincrement=True)


reports = Table("reports", metadata, _key(), Column("id", Text, unique=True, nullable=False))
versions = Table(
    "versions",
    metadata,
    _key(),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("outlet", Text),
    Column("published", Text),
    Column("title", Text),
    Column("language", Text),
    Column("record", Text, nullable=False),
    Column("run", Integer, nullable=False),
    Index("versions_report", "report", "n"),
)
readings = Table(
    "readings",
    metadata,
    _key(),
    Column("version", Integer, ForeignKey("versions.n"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("run", Integer, nullable=False),
    Index("readings_version", "version", "n"),
)
claims = Table(
    "claims",
    metadata,
    _key(),
    Column("id", Text, nullable=False),
    Column("reading", Integer, ForeignKey("readings.n"), nullable=False),
    Column("report", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("place", Text),
    Column("countries", Text),
    Column("actors", Text),
    Column("sources", Text),
    Column("unit", Text),
    Column("earliest", Text),
    Column("latest", Text),
    Column("confidence", Float),
    Column("record", Text, nullable=False),
    Index("claims_id", "id"),
    Index("claims_reading", "reading"),
    Index("claims_type", "type"),
)
unread = Table(
    "unread",
    metadata,
    _key(),
    Column("path", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Column("run", Integer, nullable=False),
    Index("unread_path", "path"),
)
links = Table(
    "links",
    metadata,
    _key(),
    Column("claim_a", Text, nullable=False),
    Column("claim_b", Text, nullable=False),
    Column("probability", Float, nullable=False),
    Column("record", Text, nullable=False),
    Column("run", Integer, nullable=False),
    Index("links_pair", "claim_a", "claim_b"),
)
judgements = Table(
    "judgements",
    metadata,
    _key(),
    Column("id", Text, unique=True, nullable=False),
    Column("claim_a", Text, nullable=False),
    Column("claim_b", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("withdraws", Text),
)
events = Table(
    "events",
    metadata,
    _key(),
    Column("id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("members", Integer, nullable=False),
    Column("run", Integer, nullable=False),
    Index("events_id", "id", "n"),
)
forwards = Table(
    "forwards",
    metadata,
    _key(),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("run", Integer, nullable=False),
    Index("forwards_old", "old"),
)
decisions = Table(
    "decisions",
    metadata,
    _key(),
    Column("subject", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("why", Text, nullable=False),
    Index("decisions_subject", "subject", "kind", "n"),
)
runs = Table(
    "runs",
    metadata,
    _key(),
    Column("run", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("record", Text, nullable=False),
)
APPEND_ONLY = tuple(table.name for table in metadata.sorted_tables)
"""Every table: rows can be added and never changed."""
