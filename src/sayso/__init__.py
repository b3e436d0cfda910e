"""sayso: a ledger of claims from conflict reporting."""

from sayso._version import __version__

__all__ = ["__version__"]
