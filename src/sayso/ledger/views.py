"""What is current, as views over the rows. They are part of the ledger, so that other programs can use them too."""

from sqlalchemy import Column, MetaData, Table

from sayso.ledger import tables

_NEWER_VERSION = "SELECT 1 FROM versions w WHERE w.report = {0}.report AND w.n > {0}.{1}"
_NEWER_READING = "SELECT 1 FROM readings s WHERE s.version = {0}.version AND s.n > {0}.{1}"

_READ_CLAIMS = f"""
SELECT c.* FROM claims c
WHERE NOT EXISTS ({_NEWER_VERSION.format("c", "version")}) AND NOT EXISTS ({_NEWER_READING.format("c", "reading")})"""

VIEWS = {
    "current_versions": f"""
SELECT v.* FROM versions v WHERE NOT EXISTS ({_NEWER_VERSION.format("v", "n")})""",
    "current_readings": f"""
SELECT r.* FROM readings r
WHERE NOT EXISTS ({_NEWER_VERSION.format("r", "version")}) AND NOT EXISTS ({_NEWER_READING.format("r", "n")})""",
    "read_claims": _READ_CLAIMS,
    "current_claims": f"""{_READ_CLAIMS}
AND NOT EXISTS (SELECT 1 FROM replaced p WHERE p.claim = c.n)""",
    "current_events": """
SELECT e.* FROM events e
WHERE e.members > 0 AND NOT EXISTS (SELECT 1 FROM events f WHERE f.id = e.id AND f.n > e.n)""",
    "current_judgements": """
SELECT j.* FROM judgements j
WHERE j.withdraws IS NULL AND NOT EXISTS (SELECT 1 FROM judgements w WHERE w.withdraws = j.id)""",
    "current_unread": """
SELECT u.* FROM unread u
WHERE u.reason <> '' AND NOT EXISTS (SELECT 1 FROM unread w WHERE w.path = u.path AND w.n > u.n)""",
    "current_links": """
SELECT k.* FROM links k
WHERE NOT EXISTS (SELECT 1 FROM links m WHERE m.claim_a = k.claim_a AND m.claim_b = k.claim_b AND m.n > k.n)""",
    "current_summaries": """
SELECT s.* FROM summaries s
WHERE s.claims > 0 AND NOT EXISTS (SELECT 1 FROM summaries t WHERE t.event = s.event AND t.n > s.n)""",
    "current_decisions": """
SELECT d.* FROM decisions d
WHERE NOT EXISTS (SELECT 1 FROM decisions w WHERE w.subject = d.subject AND w.kind = d.kind AND w.n > d.n)""",
    "current_reviews": """
SELECT r.* FROM reviews r
WHERE r.withdraws IS NULL AND NOT EXISTS (SELECT 1 FROM reviews w WHERE w.withdraws = r.id)""",
    "current_users": """
SELECT u.* FROM users u
WHERE u.role <> '' AND NOT EXISTS (SELECT 1 FROM users v WHERE v.key = u.key AND v.n > u.n)""",
}
"""Name and query of each view, in SQL that SQLite and PostgreSQL both read."""


def _view(name: str, source: Table) -> Table:
    columns: list[Column[object]] = [Column(column.name, column.type) for column in source.columns]
    return Table(name, MetaData(), *columns)


versions = _view("current_versions", tables.versions)
readings = _view("current_readings", tables.readings)
claims = _view("current_claims", tables.claims)
read_claims = _view("read_claims", tables.claims)
events = _view("current_events", tables.events)
judgements = _view("current_judgements", tables.judgements)
unread = _view("current_unread", tables.unread)
links = _view("current_links", tables.links)
decisions = _view("current_decisions", tables.decisions)
summaries = _view("current_summaries", tables.summaries)
users = _view("current_users", tables.users)
reviews = _view("current_reviews", tables.reviews)
