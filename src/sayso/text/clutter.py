"""What stands in a text but is no sentence of the report: menus, credits, by-lines, date lines, share lines."""

import re
from collections.abc import Iterator

from sayso.text.dateline import Dateline, find_dateline, is_date_line
from sayso.types import Clutter, ClutterKind, Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_TEASERS = re.compile(
    r"(?:trending now|trending|most read|most popular|read more|read also|read next|see also|more (?:news|stories|on this)|"
    r"related (?:articles?|stories|news|topics)|recommended(?: for you)?|latest news|latest|breaking news|top stories|"
    r"editors?'?s?'? (?:picks?|choice)|advertisement|sponsored(?: content)?|don't miss|up next|watch(?: now| live)?|"
    r"in this (?:article|story)|key points|also on .{1,40})[:.]?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?:(?:please )?(?:share|tweet|e-?mail|print|copy link|save)(?: (?:this|on|via|to)\b.{0,40})?|"
    r"(?:follow|find|like|join) us\b.{0,60}|subscribe\b.{0,80}|sign up\b.{0,80}|click here\b.{0,60}|"
    r"leave a comment|comments?(?: \(\d+\))?|view comments)[.!:]?",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:©|\(c\) ?\d{4}|copyright\b|all rights reserved|we use cookies|this (?:site|website) uses cookies|"
    r"this (?:article|story) (?:was|has been) (?:updated|originally published)|terms of (?:use|service)|privacy policy).{0,200}",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:(?:photo|image|picture|video|screenshot|illustration|map|graphic|credit|pictured|file photo)s?"
    r"(?: (?:credit|by|courtesy(?: of)?|via))?\s*[:/|-]\s*.{0,80}|(?:©|\(?ap photo\b|getty images).{0,80})",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?i:(?:written|reported|story|text|reporting|edited|by staff)\s+)?[Bb]y:?\s+(?:our\b|the\b|[A-Z]).{1,70}|author:\s.{1,60}",
)
_FIELD = re.compile(
    r"(?P<key>title|headline|outlet|source|publisher|publication|published|date|updated|last updated|url|link|author|by)"
    r"\s*:\s+(?P<value>\S.{0,300})",
    re.IGNORECASE,
)
_HEADING_WORDS = 3
_STOPS = ".!?…:;,\"”’'»)。！？؟"


def header_fields(text: str) -> dict[str, Span]:
    """The lines "Key: value" at the head of a text ("Outlet: ...", "Published: ..."), as spans of their values.

    Keys are title, outlet, published, url and byline. The block ends with the first line of another form; YAML front
    matter between "---" lines is read in the same way.
    """
    found: dict[str, Span] = {}
    names = {
        "headline": "title",
        "source": "outlet",
        "publisher": "outlet",
        "publication": "outlet",
        "date": "published",
    }
    names |= {"link": "url", "author": "byline", "by": "byline", "updated": "", "last updated": ""}
    for line in _LINE.finditer(text[:4000]):
        words = line[0].strip()
        if words == "---":
            continue
        match = _FIELD.fullmatch(words)
        if not match:
            break
        key = names.get(match["key"].lower(), match["key"].lower())
        value = match["value"].strip("\"' ")
        start = line.start() + line[0].find(value)
        if key and key not in found:
            found[key] = Span(start, start + len(value))
    return found


def find_clutter(text: str, dateline: Dateline | None = None) -> tuple[Clutter, ...]:
    """The stretches of the text that are no sentences to read, whole lines but for a date line before a sentence.

    It goes by general cues and is cautious: a line with a full stop or more than three words is left to be read
    unless it has the form of a credit, by-line, share line or notice.
    """
    return tuple(_found(text, dateline or find_dateline(text)))


def _found(text: str, dateline: Dateline | None) -> Iterator[Clutter]:
    head = True
    for line in _LINE.finditer(text):
        words = line[0].strip()
        if not words:
            continue
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        span = Span(start, start + len(words))
        if dateline and span.start <= dateline.span.start and dateline.span.end <= span.end:
            yield Clutter(dateline.span, ClutterKind.DATELINE)
            head = False
            continue
        kind = _kind(words, head=head)
        head = head and (kind is not None or span.start == 0)
        if kind:
            yield Clutter(span, kind)


def _kind(words: str, *, head: bool) -> ClutterKind | None:
    if len(words) > 300:
        return None
    if head and (words == "---" or _FIELD.fullmatch(words)):
        return ClutterKind.NOTICE
    if is_date_line(words):
        return ClutterKind.DATELINE
    checks = (
        (_TEASERS, ClutterKind.TEASER),
        (_SHARE, ClutterKind.SHARE),
        (_CREDIT, ClutterKind.CREDIT),
        (_NOTICE, ClutterKind.NOTICE),
    )
    for pattern, kind in checks:
        if pattern.fullmatch(words):
            return kind
    if _BYLINE.fullmatch(words) and words[-1] not in ".!?" and len(words.split()) <= 12:
        return ClutterKind.BYLINE
    return ClutterKind.MENU if _is_label(words) else None


def _is_label(words: str) -> bool:
    """A section label or sub-heading: at most three words, no figure, no stop, all in letters of a cased script."""
    if len(words.split()) > _HEADING_WORDS or words[-1] in _STOPS or any(map(str.isdigit, words)):
        return False
    return words[:1].isupper() and not any("\u0590" <= c <= "\u08ff" for c in words)


def byline_of(text: str, clutter: tuple[Clutter, ...]) -> str | None:
    """The by-line of a text, without its "by"."""
    for item in clutter:
        if item.kind is ClutterKind.BYLINE:
            words = text[item.span.start : item.span.end]
            return re.sub(r"^(?i:(?:written|reported|story|text|reporting|edited)?\s*by:?|author:)\s+", "", words)
    return None
