from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.wordpiece import UNKNOWN, WordPiece

VOCABULARY = "\n".join(
    [
        "[PAD]",
        *(f"[unused{i}]" for i in range(99)),
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        "shell",
        "##ing",
        "##s",
        "kill",
        ",",
        ".",
    ]
)
NUMBER = {piece: at for at, piece in enumerate(VOCABULARY.split("\n"))}


def pieces(text: str) -> list[tuple[str, list[int]]]:
    return [(text[w.start : w.end], list(w.ids)) for w in WordPiece(VOCABULARY).words(text)]


def test_longest_pieces_first() -> None:
    assert pieces("Shelling, shells.") == [
        ("Shelling", [NUMBER["shell"], NUMBER["##ing"]]),
        (",", [NUMBER[","]]),
        ("shells", [NUMBER["shell"], NUMBER["##s"]]),
        (".", [NUMBER["."]]),
    ]


def test_case_and_accents_do_not_matter() -> None:
    assert pieces("KÍLL")[0][1] == [NUMBER["kill"]]


def test_unknown_and_endless_words_are_one_unknown() -> None:
    assert pieces("zzz")[0][1] == [UNKNOWN]
    assert pieces("s" * 100_000)[0][1] == [UNKNOWN]


def test_marks_and_ideographs_stand_alone() -> None:
    assert [word for word, _ in pieces("shell-kill 漢字!?")] == ["shell", "-", "kill", "漢", "字", "!", "?"]


def test_what_no_model_sees_makes_no_word() -> None:
    assert pieces("\u200b \x00 kill")[-1][0] == "kill"
    assert pieces("ki\u200bll")[0][1] == [NUMBER["kill"]]


@given(st.text(max_size=200))
def test_words_stand_in_order_and_cover_what_can_be_seen(text: str) -> None:
    found = list(WordPiece(VOCABULARY).words(text))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(word.ids and text[word.start : word.end].strip() for word in found)
