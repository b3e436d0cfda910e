"""Claims to events, origins and reconciled figures."""

from sayso.link.cluster import Conflict, Linking, contradictions, link_claims
from sayso.link.copies import find_copies
from sayso.link.explain import TOPICS, explain
from sayso.link.facts import facts_of
from sayso.link.origins import Origin, Origins, standing
from sayso.link.reconcile import Rule, reconcile
from sayso.link.vague import Convention

__all__ = [
    "TOPICS", "Conflict", "Convention", "Linking", "Origin", "Origins", "Rule", "contradictions", "explain", "facts_of", "find_copies",
    "link_claims", "reconcile", "standing",
]  # fmt: skip
