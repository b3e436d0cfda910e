"""The page that explains the workbench."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sayso.web.deps import LedgerDep, UserDep, page

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
_ACTIONS = {
    "next": "Next item",
    "previous": "Previous item",
    "accept": "Accept",
    "reject": "Reject",
    "unsure": "Unsure",
    "edit": "Edit a field",
    "same": "Same event",
    "different": "Different events",
    "undo": "Undo",
    "search": "Search",
    "help": "Help",
}


@router.get("/help")
def show_help(request: Request, ledger: LedgerDep, user: UserDep) -> HTMLResponse:
    """What the pages and words mean, and the user's keys."""
    keys = [(key, _ACTIONS.get(action, action)) for action, key in ledger.keys_of(user.name).items()]
    return page(request, "help.html", pages=_PAGES, terms=_TERMS, keys=keys)
