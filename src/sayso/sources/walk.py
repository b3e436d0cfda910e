"""From the paths that a user gives to reports: files, folders, globs and standard input."""

import glob
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sayso.errors import InputError, SettingsError
from sayso.sources.base import MAX_FILE, InputOptions, Unread
from sayso.sources.html import read_html
from sayso.sources.listing import Listed, files_named, is_listing, listed
from sayso.sources.table import open_table, read_json, read_jsonl, read_rows
from sayso.sources.text import read_markdown, read_text
from sayso.types import Report

Rows = Iterator[Report | Unread]
_WHOLE: dict[str, Callable[[bytes, str, InputOptions], Rows]] = {
    "text": read_text,
    "markdown": read_markdown,
    "html": read_html,
    "json": read_json,
}
_DELIMITERS = {"csv": None, "tsv": "\t"}
KINDS = (*_WHOLE, "jsonl", *_DELIMITERS)
"""The ways in, by name."""
_SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv",
}  # fmt: skip
STDIN = "-"
_ABOUT = ("readme", "license", "licence", "changelog")
"""Names of files that tell about a folder and are no reports in it."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files to read, in order, and the number of files in the folders that are of no kind sayso reads.

    walked are those of the files that were found in a folder, not named by the user.
    """

    files: tuple[str, ...]
    passed_over: int = 0
    walked: frozenset[str] = frozenset()

    @property
    def reports(self) -> int | None:
        """How many reports there are, where each file is one; None where a table or standard input is among them."""
        kinds = {_SUFFIXES.get(Path(file).suffix.lower(), "text") for file in self.files}
        whole = STDIN not in self.files and not kinds - {"text", "markdown", "html"}
        return len(self.files) if whole else None


def find_inputs(paths: Sequence[str | Path]) -> Inputs:
    """The files that the paths name; "-" is standard input.

    They are each file, each readable file of a folder, each match of a glob. Folders are walked in
    order of name; hidden files and symbolic links in them are passed over.

    Raises:
        InputError: where a path does not exist or a folder or glob has no file that can be read.
    """
    files: dict[str, None] = {}
    walked: set[str] = set()
    passed_over = 0
    for path in map(str, paths):
        if path == STDIN:
            found = [STDIN]
        elif Path(path).is_dir():
            found, skipped = _folder(path)
            passed_over += skipped
            walked.update(found)
        elif Path(path).exists():
            found = [path]
        else:
            found = _matches(path)
        files |= dict.fromkeys(found)
    return Inputs(tuple(files), passed_over, frozenset(walked))


def _folder(path: str) -> tuple[list[str], int]:
    found: list[str] = []
    skipped = 0
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder) / name
            if name.startswith(".") or file.is_symlink():
                continue
            if file.suffix.lower() in _SUFFIXES and file.stem.lower() not in _ABOUT:
                found.append(str(file))
            else:
                skipped += 1
    if not found:
        raise InputError(
            "there is no file in this folder that sayso reads", where=path, hint=f"It reads {', '.join(_SUFFIXES)}"
        )
    return found, skipped


def _matches(path: str) -> list[str]:
    if not glob.has_magic(path):
        raise InputError("there is no such file or folder", where=path, hint="Check the path")
    matches = glob.glob(path, recursive=True)  # noqa: PTH207 the pattern may be absolute
    found = [match for match in sorted(matches) if Path(match).is_file()]
    if not found:
        raise InputError(
            "no file matches this pattern", where=path, hint="Check the pattern, and quote it in the shell"
        )
    return found


def iter_reports(inputs: Inputs, options: InputOptions) -> Rows:
    """Every report of the inputs in order, and an Unread for each thing that could not be read.

    Files that a table among the inputs names are read where it names them, with what it states of them.

    Raises:
        InputError: where a table that the user named lacks the column of texts or one that --map names.
    """
    if options.kind and options.kind not in KINDS:
        raise SettingsError(f"there is no kind of input {options.kind!r}", hint=f"Choose one of {', '.join(KINDS)}")
    tables = [(path, _kind_of(path, options)) for path in inputs.files if path != STDIN]
    named = {
        os.path.realpath(file)
        for path, kind in tables
        if kind in _DELIMITERS
        for file in files_named(path, options, _DELIMITERS[kind])
    }
    for path in inputs.files:
        if path == STDIN:
            yield from _standard_input(options)
        elif os.path.realpath(path) not in named:
            try:
                yield from _file(path, options)
            except InputError as error:
                if path not in inputs.walked:
                    raise
                yield Unread(path, error.what, error.hint)


def _kind_of(path: str, options: InputOptions) -> str | None:
    return options.kind or _SUFFIXES.get(Path(path).suffix.lower())


def _file(path: str, options: InputOptions) -> Rows:
    kind = _kind_of(path, options)
    try:
        with Path(path).open("rb") as stream:
            if kind in _DELIMITERS or kind == "jsonl":
                yield from _stream(stream, path, kind, options)
                return
            data = stream.read(MAX_FILE + 1)
    except OSError as error:
        yield Unread(path, f"it cannot be opened: {(error.strerror or str(error)).lower()}", "Check its permissions")
        return
    yield from _whole(data, path, kind or _sniff(data), options)


def _stream(stream: IO[bytes], path: str, kind: str, options: InputOptions) -> Rows:
    """The reports of JSONL or of a table, which need not fit into memory."""
    if kind == "jsonl":
        yield from read_jsonl(stream, path, options)
        return
    table = open_table(stream, _DELIMITERS[kind])
    if table is None or not is_listing(table.header, options):
        yield from read_rows(table, path, options)
        return
    for item in listed(table, path, options):
        if isinstance(item, Listed):
            yield from _named(item, path)
        else:
            yield item


def _named(item: Listed, table: str) -> Rows:
    kind = _kind_of(item.file, item.options)
    if kind in ("json", "jsonl", *_DELIMITERS):
        yield Unread(
            item.file, f"{table} names it as one report, and it is a table itself", "Name a file with one report"
        )
    else:
        yield from _file(item.file, item.options)


def _whole(data: bytes, path: str, kind: str, options: InputOptions) -> Rows:
    if len(data) > MAX_FILE:
        yield Unread(path, f"it is larger than {MAX_FILE // 1_000_000} MB", "Split it into one file for each report")
    elif not data.strip():
        yield Unread(path, "the file is empty")
    else:
        yield from _WHOLE[kind](data, path, options)


def _standard_input(options: InputOptions) -> Rows:
    stream = sys.stdin.buffer
    if options.kind in _DELIMITERS or options.kind == "jsonl":
        yield from _stream(stream, "standard input", options.kind, options)
        return
    data = stream.read(MAX_FILE + 1)
    kind = options.kind or _sniff(data)
    if kind == "jsonl":
        import io

        yield from _stream(io.BytesIO(data), "standard input", kind, options)
    else:
        yield from _whole(data, "standard input", kind, options)


def _sniff(data: bytes) -> str:
    """The kind of input that unnamed bytes are, from their beginning."""
    head = data[:2000].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")) or b"<body" in head:
        return "html"
    if head.startswith(b"{"):
        try:
            json.loads(data.splitlines()[0])
        except ValueError:
            return "json" if data.rstrip().endswith(b"}") else "text"
        return "jsonl"
    return "json" if head.startswith(b"[{") else "text"
