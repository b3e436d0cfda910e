"""Options of the readers, and what a language model cost."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.common import note
from sayso.errors import SettingsError

if TYPE_CHECKING:
    from sayso.reader.base import Reader
    from sayso.reader.openai import OpenAIReader, Prices

MinConfidenceOption = Annotated[
    float | None,
    typer.Option("--min-confidence", help="Of --reader model: keep claims from this confidence on.", metavar="P"),
]
BaseUrlOption = Annotated[
    str | None,
    typer.Option(help="Of --reader openai: address of the server, mostly up to /v1.", metavar="URL"),
]
ModelOption = Annotated[str | None, typer.Option(help="Of --reader openai: the model's name.", metavar="NAME")]
KeyOption = Annotated[
    str | None,
    typer.Option("--api-key-env", help="Of --reader openai: environment variable of the key.", metavar="VAR"),
]
TimeoutOption = Annotated[
    float | None, typer.Option(help="Of --reader openai: seconds for one answer (120).", metavar="S")
]
RetriesOption = Annotated[int | None, typer.Option(help="Of --reader openai: how often to ask again (4).", metavar="N")]
ParallelOption = Annotated[
    int | None, typer.Option(help="Of --reader openai: reports read at a time (1).", metavar="N")
]
PriceInOption = Annotated[
    float | None, typer.Option("--price-in", help="Price of a million tokens sent, to show costs.", metavar="PRICE")
]
PriceOutOption = Annotated[
    float | None, typer.Option("--price-out", help="Price of a million tokens received.", metavar="PRICE")
]


@dataclass(frozen=True, slots=True)
class Asked:
    """The reader of the options; for a language model, the reader again and the prices of its tokens."""

    reader: "Reader | str"
    model: "OpenAIReader | None" = None
    prices: "Prices | None" = None

    def tell(self, quiet: bool) -> None:
        """What was asked of a server, on standard error."""
        if self.model and self.prices and not quiet:
            note(self.model.usage.told(self.model.model, self.prices))


def ask(
    reader: str,
    min_confidence: float | None,
    base_url: str | None,
    model: str | None,
    api_key_env: str | None,
    timeout: float | None,
    retries: int | None,
    parallel: int | None,
    price_in: float | None,
    price_out: float | None,
) -> Asked:
    """What reads, by the options.

    Raises:
        SettingsError: where an option is missing, or belongs to another reader.
    """
    given = {
        "--base-url": base_url, "--model": model, "--api-key-env": api_key_env, "--timeout": timeout,
        "--retries": retries, "--parallel": parallel, "--price-in": price_in, "--price-out": price_out,
    }  # fmt: skip
    if reader != "openai":
        other = next((option for option, value in given.items() if value is not None), None)
        if other:
            raise SettingsError(f"the reader {reader!r} asks no server", where=other, hint="Add --reader openai")
        if min_confidence is None:
            return Asked(reader)
        from sayso.run.read import make_reader

        return Asked(make_reader(reader, min_confidence=min_confidence))
    if min_confidence is not None:
        hint = "Leave it out, or read with --reader model"
        raise SettingsError("the reader 'openai' gives no confidence", where="--min-confidence", hint=hint)
    if not base_url or not model:
        missing = "--model" if base_url else "--base-url"
        hint = "Write for example --base-url http://localhost:11434/v1 --model NAME"
        raise SettingsError("the reader openai needs a server and a model", where=missing, hint=hint)
    from sayso.reader.openai import OpenAIReader, Prices, Server
    from sayso.reader.openai.settings import RETRIES, TIMEOUT

    prices = Prices(price_in, price_out).checked()
    server = Server(
        base_url,
        model,
        api_key_env,
        timeout=TIMEOUT if timeout is None else timeout,
        retries=RETRIES if retries is None else retries,
        parallel=1 if parallel is None else parallel,
    )
    made = OpenAIReader(server)
    return Asked(made, made, prices)
