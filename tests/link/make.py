"""Reports and claims made by hand, as a reader that makes no mistakes gives them."""

from sayso.normalise.entities import name_entity
from sayso.normalise.figures import FigureContext, read_figure
from sayso.normalise.voices import name_source
from sayso.types import (
    Claim,
    ClaimType,
    Event,
    Figure,
    FigureValue,
    Filler,
    Modifier,
    Report,
    Role,
    Source,
    SourceKind,
    Span,
    Stance,
    Unresolved,
    Words,
)


def report(
    key: str, text: str, outlet: str | None = "Daily", published: str | None = "2025-06-03T10:00Z", **more: str
) -> Report:
    return Report(key, text, "", outlet=outlet, published=published, **more)  # type: ignore[arg-type]


def claim(
    where: Report,
    sentence: str,
    voice: str = "",
    kind: str = "official",
    figure: str = "",
    unit: str = "killed",
    type: ClaimType | None = None,
    stance: Stance | None = None,
    actor: str = "",
    via: str = "",
) -> Claim:
    start = where.text.index(sentence)
    sources = []
    for name, which in ((via, "media"), (voice, kind)):
        if name:
            at = max(0, where.text.find(name, start))
            sources.append(
                Source(Words(name, Span(at, at + len(name))), None, SourceKind(which), name_source(name).value)
            )
    made = None
    if figure:
        value = read_figure(figure, FigureContext())
        assert isinstance(value, FigureValue)
        at = max(0, where.text.find(figure, start))
        made = Figure(
            Words(figure, Span(at, at + len(figure))), value.low, value.high, value.best, Modifier(value.mod), unit
        )
    roles = {Role.ACTOR: (Filler(Words(actor, Span(0, 0)), actor, value=name_entity(actor)),)} if actor else {}
    return Claim(
        f"c-{where.id}-{start}-{figure}-{voice}",
        where.id,
        type or (ClaimType.CASUALTIES if figure else ClaimType.ATTACK),
        Words(sentence, Span(start, start + len(sentence))),
        stance or (Stance.REPORTED if sources else Stance.ASSERTED),
        roles=roles,
        figure=made,
        sources=tuple(sources),
    )


def event(*claims: Claim) -> Event:
    return Event("e-1", claims[0].type, tuple(c.id for c in claims), Unresolved("unknown"), Unresolved("unknown"))
