"""The page that explains the workbench."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sayso.web.deps import page

router = APIRouter(include_in_schema=False)

_PAGES = (
    ("/", "Overview", "Where and when things happened: map, timeline and list under one filter. Every state of it is a link."),
    ("/disputes", "Disputes", "What sources differ on, side by side, the largest consequence first."),
    ("/review", "Review", "Links and claims in doubt, to be settled from the keyboard."),
    ("/sources", "Sources", "What each source said, how often alone, corrected or denied, and how reliable people hold it to be."),
    ("/search", "Search", "Words in reports, claims and names, in any script."),
    ("/views", "Views", "Filters and searches that you keep under a name."),
)  # fmt: skip
_TERMS = (
    ("Claim", "What one report says happened, with the words that say it."),
    ("Event", "The claims that are about one happening."),
    ("Source", "Who is named as saying it."),
    ("Origin", "Who first vouches for it: five outlets that repeat one agency have one origin."),
    ("Party", "A side of the conflict. A party that repeats itself is one origin."),
    ("Low, best, high", "The bounds of a figure under a rule that you choose, each traced to its claims."),
    ("Disputed", "Sources of different origins give figures or facts that cannot all hold."),
)
_KEYS = (
    ("j / k", "Next and previous item"),
    ("a", "Accept"),
    ("r", "Reject"),
    ("u", "Unsure"),
    ("e", "Edit a field"),
    ("s", "Same event"),
    ("d", "Different events"),
    ("z", "Undo"),
    ("/", "Search"),
    ("?", "Help"),
)


@router.get("/help")
def show_help(request: Request) -> HTMLResponse:
    """What the pages and words mean."""
    return page(request, "help.html", pages=_PAGES, terms=_TERMS, keys=_KEYS)
