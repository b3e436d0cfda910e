"""HTML files and saved pages: text by trafilatura, date by htmldate. The text that is stored is trafilatura's."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from sayso.sources.base import Given, InputOptions, Unread, make_report
from sayso.sources.decode import decode_bytes
from sayso.types import Found, Report

_LEAST = 25
_EMPTY = "no article text was found in the page"
_TIME = re.compile(
    r"""<meta[^>]{1,300}(?:article:published_time|datePublished|pubdate)["'][^>]{0,100}content=["']([^"']{8,40})["']""",
    re.IGNORECASE,
)


def read_html(data: bytes, path: str, options: InputOptions) -> Iterator[Report | Unread]:
    """The report of a page, without its menus, teasers and footers."""
    decoded = decode_bytes(data, markup=True)
    if decoded is None:
        yield Unread(path, "its encoding could not be told", "Save the page again, or as text in UTF-8")
        return
    try:
        page = _extract(decoded.text)
    except Exception as error:
        yield Unread(
            path, f"the page could not be parsed ({type(error).__name__})", "Save the page as text and read that"
        )
        return
    text = (page or {}).get("text") or ""
    if len(text.strip()) < _LEAST:
        yield Unread(path, _EMPTY, "Save the page as text and read that, if a person sees an article in it")
        return
    assert page is not None
    yield make_report(
        Given(
            text,
            path,
            title=_plain(page.get("title")),
            outlet=_plain(page.get("sitename")),
            published=_published(decoded.text, page),
            url=_plain(page.get("url")),
            byline=_plain(page.get("author")),
            found=Found.METADATA,
            notes=(decoded.note,) if decoded.note else (),
        ),
        options,
    )


def _extract(markup: str) -> dict[str, Any] | None:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    document = bare_extraction(markup, favor_recall=True, include_comments=False, with_metadata=True)
    if document is None or isinstance(document, dict):
        return document
    return dict(document.as_dict())


def _published(markup: str, page: dict[str, Any]) -> str | None:
    """The instant of the page's metadata where it states one, otherwise the day that htmldate found."""
    instant = _TIME.search(markup[:200_000])
    return instant[1] if instant else _plain(page.get("date"))


def _plain(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
