"""Filters of claims and reports as SQL."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, select

from sayso.ledger import tables, views
from sayso.ledger.backend import Backend, Index
from sayso.ledger.clock import check_order, first_second, last_second
from sayso.ledger.fold import phrases
from sayso.ledger.rows import ClaimFilter, NameKind, ReportFilter, folded_name, safe


def claims(chosen: ClaimFilter, backend: Backend) -> "Select[Any]":
    """n, record of the claims that fit.

    Raises:
        InvalidValueError: where since or until is no date, or until lies before since.
    """
    check_order(chosen.since, chosen.until)
    source = tables.claims if chosen.superseded else views.claims
    column, records = source.c, tables.claim_records
    query = select(column.n, records.c.record).join_from(source, records, records.c.n == column.n)
    exact = ((column.type, chosen.type), (column.unit, chosen.unit), (column.stance, chosen.stance))
    query = query.where(*(name == safe(value) for name, value in exact if value))
    for kind, value in (
        (NameKind.PLACE, chosen.place),
        (NameKind.ACTOR, chosen.actor),
        (NameKind.SOURCE, chosen.source),
        (NameKind.EQUIPMENT, chosen.equipment),
    ):
        if value:
            query = query.where(column.n.in_(_mentioning(kind, tables.names.c.folded.like(part(value), escape="\\"))))
    if chosen.country:
        same = tables.names.c.folded == folded_name(chosen.country)
        query = query.where(column.n.in_(_mentioning(NameKind.COUNTRY, same)))
    if chosen.since:
        query = query.where(column.latest >= first_second(chosen.since))
    if chosen.until:
        query = query.where(column.earliest <= last_second(chosen.until))
    if chosen.report:
        query = query.where(column.report == report_number(chosen.report))
    if chosen.text and phrases(chosen.text):
        # numbered by the index, which gives its matches in their order: the first few of very many cost little
        found = backend.matching(Index.CLAIMS, chosen.text).subquery()
        query = query.join(found, found.c.n == column.n).with_only_columns(found.c.n, records.c.record)
    return query


def report_number(report_id: str) -> Any:
    """The number of the report with this id, as a query."""
    return select(tables.reports.c.n).where(tables.reports.c.id == safe(report_id)).scalar_subquery()


def _mentioning(kind: NameKind, like: "ColumnElement[bool]") -> "Select[Any]":
    names, claim_names = tables.names.c, tables.claim_names.c
    return (
        select(claim_names.claim)
        .join_from(tables.claim_names, tables.names, names.n == claim_names.name)
        .where(names.kind == kind.value, like)
    )


def part(value: str) -> str:
    """The pattern by which a part of a folded name is looked for."""
    folded = folded_name(value).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{folded}%"


def restrict_reports(query: "Select[Any]", version: Table, chosen: ReportFilter, backend: Backend) -> "Select[Any]":
    """The query of current versions and their readings, restricted to those that fit."""
    column = version.c
    if chosen.language:
        query = query.where(column.language == chosen.language)
    check_order(chosen.since, chosen.until)
    # an ISO date orders as text; "~" comes after every character of one
    if chosen.since:
        first_second(chosen.since)
        query = query.where(column.published >= chosen.since)
    if chosen.until:
        last_second(chosen.until)
        query = query.where(column.published <= f"{chosen.until}~")
    if chosen.without_claims:
        query = query.where(views.readings.c.claims == 0)
    if chosen.text and phrases(chosen.text):
        query = query.where(column.n.in_(backend.matching(Index.REPORTS, chosen.text)))
    return query
