"""Numbers and counts in words, the same in the terminal and on a page."""


def number(value: float | None) -> str:
    """A number with grouped digits; a dash for none.

    >>> number(11000.0), number(2.5), number(None)
    ('11,000', '2.50', '–')
    """
    if value is None:
        return "–"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def count(amount: int, word: str) -> str:
    """A count and its word.

    >>> count(1, "report"), count(1200, "report")
    ('1 report', '1,200 reports')
    """
    return f"{amount:,} {word}{'' if amount == 1 else 's'}"
