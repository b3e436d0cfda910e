"""What the API takes, as models that check it, and the JSON Schema of what it gives: that of the records themselves."""

from typing import Annotated, Any, Literal

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict, Field

from sayso.ledger import (
    ClaimFilter,
    Decision,
    EventFilter,
    EventOrder,
    Hit,
    NameKind,
    NameRow,
    ReportFilter,
    ReportRow,
    Status,
)
from sayso.ledger.accounts import UserRole
from sayso.ledger.rows import Count, Lack
from sayso.link import Convention, Rule
from sayso.link.disputes import Dispute
from sayso.run.ledger import EventView
from sayso.run.study import OriginView
from sayso.run.views import SavedView
from sayso.types import Claim, ClaimType, Judgement, Link, ReconciledFigure, Report, Review, Stance, Verdict
from sayso.types.codec import json_schema

Words = Annotated[str, Field(max_length=300)]
_RECORDS: tuple[type, ...] = (
    Claim, Count, Decision, Dispute, EventView, Hit, Judgement, Link, NameRow, OriginView, ReconciledFigure, Report,
    ReportRow, Review, SavedView, Status,
)  # fmt: skip


class Model(BaseModel):
    """A model that refuses what it does not know: a misspelt filter would else give everything."""

    model_config = ConfigDict(extra="forbid")


class Paged(Model):
    """A list that is given out a page at a time."""

    limit: int = Field(50, ge=1, le=500, description="Items of a page.")
    after: Words | None = Field(None, description="Where the page begins; from next of the page before.")


class Told(Model):
    """Filters that claims, events and figures share: names match by any part, dates are 2025, 2025-06 or 2025-06-03."""

    type: ClaimType | None = None
    place: Words | None = None
    country: Words | None = Field(None, description="ISO 3166-1 alpha-2 code of the place's country.")
    actor: Words | None = None
    source: Words | None = None
    equipment: Words | None = None
    since: Words | None = Field(None, description="On this day or later.")
    until: Words | None = Field(None, description="On this day or earlier.")
    unit: Words | None = Field(None, description="Unit of a figure, such as killed.")
    text: Words | None = Field(None, description="Words that must all stand in the claims.")

    def told(self) -> dict[str, Any]:
        """The filters by name."""
        return {name: getattr(self, name) for name in Told.model_fields}


class ReportQuery(Paged):
    """Filters of reports; since and until are of publication."""

    outlet: Words | None = None
    since: Words | None = None
    until: Words | None = None
    text: Words | None = None
    language: Words | None = None
    without_claims: bool = False

    def filter(self) -> ReportFilter:
        """The filter, with one report more than a page has."""
        return ReportFilter(**self.model_dump(exclude={"limit"}), limit=self.limit + 1)


class ClaimQuery(Told, Paged):
    """Filters of claims."""

    stance: Stance | None = None
    report: Words | None = Field(None, description="Id of a report, or its beginning.")

    def filter(self, report: str | None) -> ClaimFilter:
        """The filter, with one claim more than a page has; report is the whole id."""
        return ClaimFilter(**self.told(), stance=self.stance, report=report, limit=self.limit + 1, after=self.after)


class EventQuery(Told, Paged):
    """Filters of events."""

    disputed: bool = False
    lacks: Lack | None = Field(None, description="Only those without a place, or without a time.")
    order: EventOrder = Field(EventOrder.TOLD, description="What stands first.")

    def filter(self) -> EventFilter:
        """The filter of the options."""
        return EventFilter(**self.told(), disputed=self.disputed, lacks=self.lacks)


class RuleQuery(Model):
    """How figures are reconciled."""

    rule: Rule = Rule.CONSERVATIVE
    vague: Convention | None = Field(None, description="Count vague words as this convention does.")


class FigureQuery(Told, RuleQuery, Paged):
    """Filters of figures."""

    disputed: bool = False

    def filter(self) -> ClaimFilter:
        """The filter of the claims behind the figures."""
        return ClaimFilter(**self.told())


class SearchQuery(Model):
    """A search for words, the last of which can be the beginning of one."""

    q: Words
    kind: Literal["report", "claim"] | None = None
    limit: int = Field(50, ge=1, le=500)


class NameQuery(Model):
    """Which names are asked for: those that hold every one of the words, or without any the most frequent ones."""

    q: Words = ""
    kind: NameKind | None = None
    limit: int = Field(50, ge=1, le=500)


class ReviewQuery(Paged):
    """Whose decisions are asked for; withdrawn gives those that were withdrawn too, and the withdrawals."""

    claim: Words | None = Field(None, description="Id of a claim, or its beginning.")
    withdrawn: bool = False


class GradeQuery(Model):
    """Whose grades are asked for."""

    source: Words | None = Field(None, description="Name of a source; all that are graded where none is named.")


class NewJudgement(Model):
    """A decision whether two claims are about one event; ids can be cut short."""

    claim_a: Words
    claim_b: Words
    verdict: Verdict
    why: str = Field("", max_length=2000)


class Withdrawal(Model):
    """A reason for taking a judgement back."""

    why: str = Field("", max_length=2000)


class Credentials(Model):
    """What a user signs in with."""

    name: str = Field(max_length=100)
    password: str = Field(max_length=1000)


class SignedIn(Model):
    """A user."""

    name: str
    role: UserRole


class Session(Model):
    """Who is signed in, and what a request that changes something must carry in the header."""

    user: SignedIn | None
    csrf: str
    header: str = "X-CSRF-Token"


class Problem(Model):
    """A fault in the words of the command line (as in RFC 9457): what is wrong, where, and what to do next."""

    title: str
    status: int
    detail: str
    what: str
    where: str
    hint: str


FAULTS: dict[int | str, dict[str, Any]] = {
    status: {
        "description": words,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status, words in (
        (400, "A value that cannot be used"),
        (401, "Sign in first"),
        (403, "Not allowed"),
        (404, "Not in the ledger"),
        (405, "Not possible here"),
        (413, "Too large"),
        (414, "Address too long"),
        (422, "A value of the wrong form"),
        (429, "Too many wrong passwords"),
        (503, "The ledger cannot be used"),
    )
}
"""What any route may answer instead."""


def gives(schema: type | dict[str, Any], status: int = 200) -> dict[int | str, dict[str, Any]]:
    """What a route answers with, for its documentation: a record, or a JSON Schema."""
    shown = _ref(schema) if isinstance(schema, type) else schema
    found: dict[int | str, dict[str, Any]] = {
        status: {"description": "As asked", "content": {"application/json": {"schema": shown}}}
    }
    if status == 200:
        found[304] = {"description": "Nothing is new"}
    return found


def gives_page(record: type) -> dict[int | str, dict[str, Any]]:
    """What a list answers with."""
    return gives(
        {
            "type": "object",
            "properties": {"items": gives_list(record), "next": {"type": ["string", "null"]}},
            "required": ["items", "next"],
        }
    )


def gives_list(record: type) -> dict[str, Any]:
    """An array of records."""
    return {"type": "array", "items": _ref(record)}


def _ref(record: type) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{record.__name__}"}


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description of the app, with the schemas of the records."""
    if app.openapi_schema is None:
        found = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        schemas = found.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = Problem.model_json_schema()
        for record in _RECORDS:
            for name, schema in json_schema(record, record.__name__)["$defs"].items():
                schemas.setdefault(name, _moved(schema))
        app.openapi_schema = found
    return app.openapi_schema


def _moved(schema: Any) -> Any:
    """A schema whose references lead to the components of an OpenAPI description."""
    if isinstance(schema, dict):
        return {
            key: value.replace("#/$defs/", "#/components/schemas/") if key == "$ref" else _moved(value)
            for key, value in schema.items()
        }
    return [_moved(item) for item in schema] if isinstance(schema, list) else schema
