"""Bytes to text: byte order mark, declared encoding, UTF-8, then a guess that is said aloud."""

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}encoding=[\"']([\w-]+)|<meta[^>]{0,200}charset=[\"']?([\w-]+)", re.IGNORECASE
)
_SAMPLE = 200_000
_BROKEN = 0.002


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of bytes, and what a user should know of how it was decoded."""

    text: str
    note: str = ""


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text: many control characters at their head, and no byte order mark."""
    head = data[:4096]
    if any(head.startswith(mark) for mark, _ in _MARKS):
        return False
    if head.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"SQLite format 3", b"\x1f\x8b")):
        return True
    control = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in head)
    return control > max(8, len(head) // 20)


def decode_bytes(data: bytes, *, markup: bool = False) -> Decoded | None:
    """The text, or None where no encoding fits.

    UTF-8 with a few broken bytes keeps them as U+FFFD, and the note counts them. Line ends stay as they are.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(name))
            except UnicodeDecodeError:
                break
    declared = _declared(data) if markup else None
    for name in filter(None, (declared, "utf-8")):
        try:
            return Decoded(data.decode(name))
        except (UnicodeDecodeError, LookupError):
            continue
    replaced = data.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    if broken <= max(3, _BROKEN * len(replaced)) and _has_multibyte(data):
        return Decoded(replaced, f"{broken} broken bytes of UTF-8 are shown as \ufffd")
    return _guessed(data)


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    return (match[1] or match[2]).decode("ascii", "ignore") if match else None


def _has_multibyte(data: bytes) -> bool:
    """Whether some of the non-ASCII bytes are valid UTF-8, or there are hardly any."""
    high = sum(byte >= 128 for byte in data[:_SAMPLE])
    valid = sum(ord(c) >= 128 for c in data[:_SAMPLE].decode("utf-8", "ignore"))
    return high <= 3 or valid * 2 >= high // 2


def _guessed(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        return None
    try:
        return Decoded(data.decode(best.encoding), f"the encoding was guessed as {best.encoding.replace('_', '-')}")
    except (UnicodeDecodeError, LookupError):
        return None
