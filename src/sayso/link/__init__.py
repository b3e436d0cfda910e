"""Claims to events, origins and reconciled figures."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.link.cluster import Conflict, Linking, contradictions, link_claims
    from sayso.link.copies import find_copies
    from sayso.link.explain import TOPICS
    from sayso.link.facts import facts_of
    from sayso.link.origins import Origin, Origins, standing
    from sayso.link.rules import Rule
    from sayso.link.vague import Convention

__all__ = [
    "TOPICS", "Conflict", "Convention", "Linking", "Origin", "Origins", "Rule", "contradictions", "facts_of", "find_copies", "link_claims",
    "standing",
]  # fmt: skip
_HOMES = {
    "cluster": ("Conflict", "Linking", "contradictions", "link_claims"),
    "copies": ("find_copies",),
    "explain": ("TOPICS",),
    "facts": ("facts_of",),
    "origins": ("Origin", "Origins", "standing"),
    "rules": ("Rule",),
    "vague": ("Convention",),
}


def __getattr__(name: str) -> Any:
    """Load a name when it is first asked for: who only looks at a ledger links nothing, and does without what links."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
