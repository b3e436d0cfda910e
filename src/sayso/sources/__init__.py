"""Ways in: each file here reads bytes of one kind into reports."""

from sayso.sources.base import COLUMNS, InputOptions, Unread
from sayso.sources.walk import KINDS, STDIN, Inputs, find_inputs, iter_reports

__all__ = ["COLUMNS", "KINDS", "STDIN", "InputOptions", "Inputs", "Unread", "find_inputs", "iter_reports"]
