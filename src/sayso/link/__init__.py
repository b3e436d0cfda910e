"""Claims to events, origins and reconciled figures."""

from sayso.link.cluster import Conflict, Linking, link_claims
from sayso.link.facts import facts_of
from sayso.link.features import FEATURES, explain
from sayso.link.origins import copies, origin_of, standing
from sayso.link.reconcile import Rule, reconcile

__all__ = [
    "FEATURES", "Conflict", "Linking", "Rule", "copies", "explain", "facts_of", "link_claims", "origin_of", "reconcile",
    "standing",
]  # fmt: skip
