"""The language of a text."""

from functools import cache
from typing import Any

_LETTERS = 60
_FEW = 10
_LATIN = "\u024f"
"""The last letter of the extended Latin alphabet."""
_SURE = 0.7


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, from its first 2,000 characters; None where that is a guess.

    Texts of fewer than 60 letters and texts in a mix of languages give None; a shorter text in another script than the Latin one is told
    by that already.
    """
    head = text[:2000]
    letters = [c for c in head if c.isalpha()]
    foreign = len(letters) >= _FEW and sum(c > _LATIN for c in letters) > 0.8 * len(letters)
    if len(letters) < _LETTERS and not foreign:
        return None
    code, probability = _identifier().classify(head)
    return str(code) if probability >= _SURE or (foreign and code != "en") else None
