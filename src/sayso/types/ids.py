"""Ids that follow from content: the same content has the same id on every machine and in every run."""

import hashlib


def content_id(prefix: str, *fields: str) -> str:
    """A short id of the fields, such as "c-9f86d081884c7d65".

    Each field is preceded by its length in bytes, so that ("ab", "c") and ("a", "bc") differ. 64 bits of SHA-256:
    a chance of one in 37 million that two of a million ids are the same.
    """
    digest = hashlib.sha256()
    for field in fields:
        # a lone surrogate cannot be encoded otherwise, and an id must be had for every text
        data = field.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return f"{prefix}-{digest.hexdigest()[:16]}"


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
