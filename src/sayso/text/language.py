"""The language of a text."""

from functools import cache
from typing import Any

_LETTERS = 60
_SURE = 0.7


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, from its first 2,000 characters; None where that is a guess.

    Texts of fewer than 60 letters and texts in a mix of languages give None.
    """
    head = text[:2000]
    if sum(map(str.isalpha, head)) < _LETTERS:
        return None
    code, probability = _identifier().classify(head)
    return str(code) if probability >= _SURE else None
