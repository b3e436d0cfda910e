"""Ways in, and what becomes of bad input."""

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError, SettingsError
from sayso.sources import InputOptions, Unread, find_inputs, iter_reports
from sayso.sources.table import read_csv, read_jsonl
from sayso.types import ClutterKind, Found, Report

NOW = datetime(2025, 6, 30, tzinfo=UTC)
TEXT = "Two people were killed in Goma on Monday, police said."


def take(paths: list[object], **options: object) -> list[Report | Unread]:
    chosen = InputOptions(now=NOW, **options).checked()  # type: ignore[arg-type]
    return list(iter_reports(find_inputs([str(p) for p in paths]), chosen))


def one(path: Path, **options: object) -> Report:
    (report,) = take([path], **options)
    assert isinstance(report, Report), report
    return report


def refusal(path: Path, **options: object) -> str:
    (item,) = take([path], **options)
    assert isinstance(item, Unread), item
    return str(item)


def put(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_text_is_stored_as_it_is(tmp_path: Path) -> None:
    raw = "First line\r\nSecond\x00 line é\r\n" + TEXT
    report = one(put(tmp_path, "a.txt", raw))
    assert report.text == raw
    assert report.id.startswith("r-")


def test_markdown_title(tmp_path: Path) -> None:
    report = one(put(tmp_path, "a.md", f"# A heading of it\n\n{TEXT}"))
    assert report.label == "A heading of it"
    assert report.title is None and report.title_span


def test_html_gives_text_date_and_outlet(tmp_path: Path) -> None:
    page = f"""<html><head><title>Two killed</title><meta property="og:site_name" content="The Example">
    <meta property="article:published_time" content="2025-01-27T10:00:00Z"></head><body><nav>Home World</nav>
    <article><h1>Two killed</h1><p>{TEXT}</p><p>The police spokesman gave no further details of the attack.</p></article>
    <footer>Subscribe</footer></body></html>"""
    report = one(put(tmp_path, "a.html", page))
    assert TEXT in report.text and "Subscribe" not in report.text
    assert (report.outlet, report.published, report.published_found) == (
        "The Example",
        "2025-01-27T10:00Z",
        Found.METADATA,
    )


@pytest.mark.parametrize(
    "page",
    ["<html><body></body></html>", "<html>" + "<div>" * 3000 + "</div>" * 3000, "<!DOCTYPE x [<!ENTITY a 'b'>]><html>&a;</html>",
     "<html><script>alert(1)</script></html>"],
)  # fmt: skip
def test_html_without_text(tmp_path: Path, page: str) -> None:
    assert "no article text" in refusal(put(tmp_path, "a.html", page)) or "could not be parsed" in refusal(
        tmp_path / "a.html"
    )


def test_jsonl_rows_and_faults(tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "a", "text": TEXT, "outlet": "X", "published": "2025-01-27"}),
        "{not json",
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "text": 3}),
        json.dumps([1]),
        "",
        json.dumps({"id": "a", "text": TEXT}),
        json.dumps({"id": "d", "text": TEXT + "\ud800"}),
    ]
    found = take([put(tmp_path, "a.jsonl", "\n".join(rows))])
    words = [str(item) for item in found if isinstance(item, Unread)]
    assert [r.id for r in found if isinstance(r, Report)] == ["a", "d"]
    assert [w.split(": ")[0].rsplit(":", 1)[1] for w in words] == ["2", "3", "4", "5", "7"]
    assert "no JSON" in words[0] and "has no 'text'" in words[1] and "stands at" in words[4]


def test_a_huge_line_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.sources.table.MAX_ROW", 1000)
    data = json.dumps({"text": "x" * 5000}).encode() + b"\n" + json.dumps({"text": TEXT}).encode()
    found = list(read_jsonl(io.BytesIO(data), "f", InputOptions(now=NOW)))
    assert isinstance(found[0], Unread) and "longer than" in str(found[0])
    assert isinstance(found[1], Report) and found[1].path == "f:2"


def test_csv_with_a_map_and_ragged_rows(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", f'ref,body\n1,"{TEXT}"\n2\n3,"{TEXT} Again.",x\n4,""\n')
    found = take([path], mapping={"text": "body", "id": "ref"})
    assert [r.id for r in found if isinstance(r, Report)] == ["1"]
    assert [type(r) for r in found[1:]] == [Unread, Unread, Unread]
    assert "1 cells" in str(found[1])


def test_csv_columns_that_are_not_there(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "body\nx\n")
    with pytest.raises(InputError, match=r"no column 'text'; its columns are body.*--map text=COLUMN"):
        take([path])
    with pytest.raises(InputError, match="no column 'words'"):
        take([path], mapping={"text": "words"})
    with pytest.raises(SettingsError, match="knows no column 'words'"):
        take([path], mapping={"words": "body"})


def test_latin_one_csv(tmp_path: Path) -> None:
    data = 'id,text\n1,"Près de Kidal, des véhicules ont été détruits, a déclaré l\'armée à la télévision."\n'.encode(
        "cp1252"
    )
    (report,) = read_csv(io.BytesIO(data), "f", InputOptions(now=NOW))
    assert isinstance(report, Report) and "véhicules" in report.text


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n ", "empty"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
        ("a.txt", b"%PDF-1.4 binary", "binary"),
        ("a.json", b"{", "no JSON"),
        ("a.csv", b"", "no rows"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, data: bytes, part: str) -> None:
    assert part in refusal(put(tmp_path, name, data))


def test_broken_utf8_is_read_and_said(tmp_path: Path) -> None:
    report = one(put(tmp_path, "a.txt", TEXT.encode() + "é".encode() * 5 + b"\xff" + TEXT.encode()))
    assert "\ufffd" in report.text
    assert any("broken" in note for note in report.notes)


def test_byte_order_marks(tmp_path: Path) -> None:
    assert one(put(tmp_path, "a.txt", TEXT.encode("utf-16"))).text == TEXT
    assert one(put(tmp_path, "b.txt", b"\xef\xbb\xbf" + TEXT.encode())).text == TEXT


def test_paths(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", TEXT)
    put(tmp_path, "a.txt", TEXT + " More.")
    put(tmp_path, "x.png", b"\x89PNG")
    put(tmp_path, ".hidden.txt", TEXT)
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    inputs = find_inputs([tmp_path, tmp_path / "b.txt", f"{tmp_path}/*.txt"])
    assert [Path(f).name for f in inputs.files] == ["a.txt", "b.txt", "link.txt"]
    assert inputs.passed_over == 1
    for path, part in ((tmp_path / "no.txt", "no such file"), (f"{tmp_path}/*.none", "no file matches")):
        with pytest.raises(InputError, match=part):
            find_inputs([path])
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no file in this folder that sayso reads"):
        find_inputs([tmp_path / "empty"])


def test_a_table_that_names_files_says_what_they_are(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", TEXT)
    put(tmp_path, "b.txt", f"Published: 2020-01-01\n\n{TEXT} More.")
    put(tmp_path, "c.txt", TEXT + " Nobody lists this one.")
    put(tmp_path, "README.md", "What is in this folder.")
    put(tmp_path, "list.csv", "file,published,outlet,note\nb.txt,2024-12-16,Daily Courier,x\na.txt,2024-11-30,,\n")
    found = {r.path.rsplit("/", 1)[-1]: r for r in take([tmp_path]) if isinstance(r, Report) and r.path}
    assert {name: (r.published, r.outlet) for name, r in found.items()} == {
        "a.txt": ("2024-11-30", None),
        "b.txt": ("2024-12-16", "Daily Courier"),
        "c.txt": (None, None),
    }
    assert len(take([tmp_path])) == 3
    assert find_inputs([tmp_path]).passed_over == 1
    put(tmp_path, "twice.csv", "file\nc.txt\nc.txt\n")
    assert "named at" in str(take([tmp_path / "twice.csv"])[1])
    (tmp_path / "twice.csv").unlink()
    alone = take([tmp_path / "list.csv", tmp_path / "a.txt"])
    assert [r.published for r in alone if isinstance(r, Report)] == ["2024-12-16", "2024-11-30"]


def test_a_listed_file_is_read_once_however_the_folder_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "reports"
    (folder / "in").mkdir(parents=True)
    put(folder, "a.txt", TEXT)
    put(folder / "in", "b.txt", TEXT + " More.")
    put(folder, "list.csv", "file,published\na.txt,2024-11-30\nin/b.txt,2024-12-01\n")
    (tmp_path / "other").symlink_to(folder)
    monkeypatch.chdir(tmp_path)
    for written in ("reports", "reports/", "./reports", "other", folder):
        found = take([written])
        assert [r.published for r in found if isinstance(r, Report)] == ["2024-11-30", "2024-12-01"], written
        assert len(found) == 2


def test_a_table_names_files_beside_it_only(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    secret = put(tmp_path, "secret.txt", TEXT)
    (inside / "link.txt").symlink_to(secret)
    put(inside, "other.csv", "file\nlist.csv\n")
    names = ("../secret.txt", str(secret), "link.txt", "none.txt", "other.csv", "", ".", "a\0b")
    put(inside, "list.csv", "datei,published\n" + "".join(f"{name},2024-11-30\n" for name in names))
    found = [str(item) for item in take([inside / "list.csv"], mapping={"file": "datei"})]
    for words, times in (
        ("does not lie beside", 4),
        ("there is no file", 2),
        ("a table itself", 1),
        ("names no file", 1),
    ):
        assert sum(words in item for item in found) == times, found
    assert len(found) == len(names)


def test_a_table_without_texts_in_a_folder_does_not_stop_the_others(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", "name,age\nx,3\n")
    put(tmp_path, "b.txt", TEXT)
    table, report = take([tmp_path])
    assert isinstance(table, Unread) and "no column 'text'" in table.reason
    assert isinstance(report, Report)
    with pytest.raises(InputError, match="no column 'text'"):
        take([tmp_path / "a.csv"])


def test_dates_that_are_given(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", TEXT)
    assert one(path).published is None
    assert one(path, published="12 May 2024").published == "2024-05-12"
    for words, part in (("31.02.2024", "no day"), ("2031-01-01", "future"), ("soon", "no date")):
        with pytest.raises(InputError, match=part):
            take([path], published=words)


def test_a_row_with_a_wrong_or_future_date_is_kept_without_it(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"text": TEXT + d, "published": d}) for d in ("31.02.2024", "2031-01-01"))
    found = take([put(tmp_path, "a.jsonl", rows)])
    assert [r.published for r in found if isinstance(r, Report)] == [None, None]
    assert all(isinstance(r, Report) and r.notes for r in found)


def test_a_date_line_is_found_and_marked(tmp_path: Path) -> None:
    report = one(put(tmp_path, "a.txt", f"GOMA, Jan 27, 2025 (Example Wire) - {TEXT}"))
    assert (report.published, report.published_found) == ("2025-01-27", Found.IN_TEXT)
    assert (
        report.published_span and report.text[report.published_span.start : report.published_span.end] == "Jan 27, 2025"
    )
    assert (report.outlet, report.origin_hint) == ("Example Wire", "Example Wire")
    assert report.clutter[0].kind is ClutterKind.DATELINE


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, count in ((TEXT.encode(), 1), (b'{"text": "A. B was hit."}\n{"text": "C was hit."}', 2)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert len([r for r in take(["-"]) if isinstance(r, Report)]) == count


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.json", "a.jsonl", "a.html"]))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    path = put(tmp_path_factory.mktemp("bytes"), name, data)
    for item in take([path]):
        if isinstance(item, Report):
            for clutter in item.clutter:
                assert clutter.span.end <= len(item.text)
