"""sayso: a ledger of claims from conflict reporting.

>>> import sayso
>>> sayso.__version__ > "0"
True
"""

from typing import TYPE_CHECKING, Any

from sayso._version import __version__

if TYPE_CHECKING:
    from sayso.run.ledger import Ledger
    from sayso.run.read import read_text

__all__ = ["Ledger", "__version__", "read_text"]


def __getattr__(name: str) -> Any:
    """Load the public names when they are first asked for, so that importing sayso stays quick."""
    if name == "Ledger":
        from sayso.run.ledger import Ledger

        return Ledger
    if name == "read_text":
        from sayso.run.read import read_text

        return read_text
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
