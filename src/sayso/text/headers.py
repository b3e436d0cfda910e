"""Lines "Key: value" at the head of a text file, such as "Published: 2025-06-03"."""

import re

from sayso.text.lines import lines_of
from sayso.types import Span

_FIELD = re.compile(
    r"(?P<key>title|headline|outlet|source|publisher|publication|published|date|updated|last updated|url|link|author|by)"
    r"\s*:\s+(?P<value>\S.{0,300})",
    re.IGNORECASE,
)
_NAMES = {
    "headline": "title", "source": "outlet", "publisher": "outlet", "publication": "outlet", "date": "published",
    "link": "url", "author": "byline", "by": "byline", "updated": "", "last updated": "",
}  # fmt: skip
_FENCE = "---"
_HEAD = 4000


def is_header(words: str) -> bool:
    """Whether the line has the form of such a line, or fences a block of them."""
    return words == _FENCE or _FIELD.fullmatch(words) is not None


def header_fields(text: str) -> dict[str, Span]:
    """The values of the lines at the head of a text, as spans.

    Keys are title, outlet, published, url and byline. The block ends with the first line of another form; YAML front
    matter between "---" lines is read in the same way.
    """
    found: dict[str, Span] = {}
    for line in lines_of(text, _HEAD):
        if line.words == _FENCE:
            continue
        match = _FIELD.fullmatch(line.words)
        if not match:
            break
        value = match["value"].strip("\"' ")
        key = match["key"].lower()
        name = _NAMES.get(key, key)
        if name and value and name not in found:
            start = line.start + match.start("value") + match["value"].index(value)
            found[name] = Span(start, start + len(value))
    return found
