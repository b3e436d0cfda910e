"""Marks that overlap become segments that do not."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sayso.types import Claim, ClaimType, Clutter, Figure, Report, Span, Stance, Words, text_hash
from sayso.types.report import ClutterKind
from sayso.types.span import Part
from sayso.web.contexts.marks import LANES, Segment, numbered, paragraph, segments, silent_sentences
from sayso.web.contexts.words import shown

TEXT = "Police said 7 people died in Goma. Nobody was hurt in Bukavu, the mayor said."


def claim(text: str, start: int, end: int, figure: tuple[int, int] | None = None, part: Part = Part.TEXT) -> Claim:
    def words(a: int, b: int) -> Words:
        return Words(text[a:b], Span(a, b, part))

    return Claim(
        f"c-{start}-{end}-{figure}",
        "r-1",
        ClaimType.CASUALTIES,
        words(start, end),
        Stance.REPORTED,
        figure=Figure(words(*figure), 7, 7, 7, unit="killed") if figure else None,
    )


def joined(found: tuple[Segment, ...]) -> str:
    return "".join(s.text for s in found)


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8),
    st.lists(st.integers(0, 60), max_size=4),
)
def test_the_segments_are_the_text(text: str, spans: list[tuple[int, int]], cuts: list[int]) -> None:
    held = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in spans]
    claims = numbered(claim(text, a, b, (a, b) if i % 2 else None) for i, (a, b) in enumerate(held))
    edges = sorted({min(cut, len(text)) for cut in cuts})
    clutter = [Clutter(Span(a, b), ClutterKind.MENU) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    found = segments(text, Part.TEXT, claims, clutter=clutter)
    assert joined(found) == shown(text)
    assert all(len(s.text) for s in found)
    at = 0
    for s in found:
        inside = {n.number for n in claims if n.claim.evidence.span.start <= at < n.claim.evidence.span.end}
        assert inside <= set(s.claims)
        at += len(s.text)
    ends = [n.number for s in found for n in s.ends]
    assert sorted(ends) == sorted(n.number for n in claims if len(n.claim.evidence.span))


def test_overlapping_evidence_lies_in_lanes_of_its_own() -> None:
    claims = numbered([claim(TEXT, 0, 33), claim(TEXT, 12, 33), claim(TEXT, 0, 33, (12, 13)), claim(TEXT, 35, 60)])
    found = segments(TEXT, Part.TEXT, claims)
    both = next(s for s in found if s.text.startswith("7"))
    # the same stretch is drawn once, the shorter one below it
    assert both.lanes == (0, 1)
    assert both.field == "figure"
    assert len(both.claims) == 3
    assert next(s for s in found if s.text.startswith("Nobody")).lanes == (0,)
    deep = segments(TEXT, Part.TEXT, numbered(claim(TEXT, at, 40) for at in range(8)))
    assert max(lane for s in deep for lane in s.lanes) == LANES - 1


def test_a_stretch_of_the_text_is_cut_where_it_begins_and_ends() -> None:
    found = segments(TEXT, Part.TEXT, numbered([claim(TEXT, 0, 33)]), start=12, end=20)
    assert joined(found) == TEXT[12:20]
    assert found[0].claims == (1,)


def test_sentences_without_a_claim() -> None:
    report = Report("r-1", TEXT, text_hash(TEXT))
    (quiet,) = silent_sentences(report, [claim(TEXT, 0, 33)])
    assert TEXT[quiet.start : quiet.end].startswith("Nobody")
    assert silent_sentences(report, [claim(TEXT, 0, 33), claim(TEXT, 35, 60)]) == ()
    assert len(silent_sentences(replace(report, clutter=()), [])) == 2


def test_a_paragraph_ends_at_line_breaks_and_a_wall_of_text_is_cut() -> None:
    text = "First.\n\nSecond 7 died.\nThird."
    assert text[slice(*paragraph(text, Span(15, 16)))] == "Second 7 died."
    wall = "x" * 100_000
    start, end = paragraph(wall, Span(50_000, 50_010))
    assert end - start < 1_100


def test_controls_and_overrides_are_shown_one_for_one() -> None:
    hostile = "a\u202eb\u0000c\x1bd\r\ne\rf"
    assert shown(hostile) == "a\ufffdb\ufffdc\ufffdd \ne\nf"
    assert len(shown(hostile)) == len(hostile)
    # letters and marks of scripts that run from right to left stay
    assert shown("مرحبا\u200f") == "مرحبا\u200f"
