"""What a run asked of a server, in requests and tokens, and what that cost."""

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from sayso.errors import SettingsError

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost, in the currency that the user thinks in; None where no price is given."""

    tokens_in: float | None = None
    tokens_out: float | None = None

    def checked(self) -> "Prices":
        """The same.

        Raises:
            SettingsError: where a price is no price, or stands alone.
        """
        for option, price in (("--price-in", self.tokens_in), ("--price-out", self.tokens_out)):
            if price is not None and not 0 <= price < float("inf"):
                raise SettingsError(f"{price:g} is no price", where=option, hint="Give the price of a million tokens")
        if (self.tokens_in is None) != (self.tokens_out is None):
            raise SettingsError("one price alone gives no cost", where="--price-in", hint="Give --price-out as well")
        return self


@dataclass(slots=True)
class Usage:
    """Requests sent and tokens counted by the server.

    uncounted is how many answers came without a count, cut how many broke off because the model ran out of tokens.
    """

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    uncounted: int = 0
    cut: int = 0
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def ask(self) -> None:
        """Count a request."""
        with self._lock:
            self.requests += 1

    def add(self, counts: Any, *, cut: bool = False) -> None:
        """Add the counts of one answer, as the server gives them under "usage", and whether the answer was cut off."""
        given = counts if isinstance(counts, dict) else {}
        found = [given.get("prompt_tokens"), given.get("completion_tokens")]
        numbers = [n for n in found if isinstance(n, int) and not isinstance(n, bool) and 0 <= n < 10**12]
        with self._lock:
            self.cut += cut
            if len(numbers) < 2:
                self.uncounted += 1
                return
            self.tokens_in += numbers[0]
            self.tokens_out += numbers[1]

    def cost(self, prices: Prices) -> float | None:
        """What the tokens cost; None without prices."""
        if prices.tokens_in is None or prices.tokens_out is None:
            return None
        return (self.tokens_in * prices.tokens_in + self.tokens_out * prices.tokens_out) / _MILLION

    def told(self, model: str, prices: Prices) -> str:
        """One line for a user.

        >>> Usage(3, 4200, 900).told("small", Prices(0.5, 2))
        'small: 3 requests, 4,200 tokens in, 900 tokens out, cost 0.0039'
        """
        plural = "" if self.requests == 1 else "s"
        line = (
            f"{model}: {self.requests:,} request{plural}, {self.tokens_in:,} tokens in, {self.tokens_out:,} tokens out"
        )
        cost = self.cost(prices)
        if cost is not None:
            line += f", cost {cost:.4f}"
        if self.uncounted:
            line += f" (the server counted no tokens for {self.uncounted:,} of its answers)"
        if self.cut:
            line += f"; {self.cut:,} answers were cut off and read by halves: give the model a longer context"
        return line
