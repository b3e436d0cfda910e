"""Checked events as a static page: map, timeline, and the sources of each event side by side. It needs no server.

An event is checked when people accepted each of its claims and tied all of them together by judgements; accepting the event does both.
The folder is made beside its place and put there when it is whole; a folder that this did not make is left as it is.
"""

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sayso._version import __version__
from sayso.errors import InputError, SettingsError
from sayso.run.ledger import EventView, Ledger
from sayso.run.progress import Progress, Step, silent
from sayso.types import PlaceValue, TimeValue
from sayso.web.assets import FOLDER, asset
from sayso.web.atlas import Placed, draw_map, draw_timeline
from sayso.web.contexts.event import EventPage, event_page
from sayso.web.contexts.overview import Line, line
from sayso.web.render import environment

MARK = "published.json"
"""The file by which a folder is known as one that sayso made; it lists the others."""
CSP = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
"""The pages load their own style sheet and nothing else, and hold no script."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: how many events, how many of them are not checked, and how many were left out because they are not."""

    folder: Path
    events: int
    unchecked: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An event of the list; href is the address of its page."""

    line: Line
    href: str
    checked: bool


def publish(
    ledger: Ledger,
    folder: Path,
    events: Sequence[str] = (),
    *,
    unchecked: bool = False,
    title: str = "",
    progress: Progress = silent,
) -> Published:
    """Write the checked events of a ledger, or those that are named, as pages into a folder.

    Raises:
        InputError: where a named event is not checked and unchecked is not set, no event is left, or the folder is not ours.
        SettingsError: where the client of the workbench, which brings the styles, is not built.
    """
    chosen = [ledger.event(event) for event in dict.fromkeys(events)] if events else list(ledger.events())
    checks = ledger.checks((view.id, view.claims) for view in chosen)
    open_events = [view for view in chosen if not checks[view.id].done]
    if events and open_events and not unchecked:
        raise InputError(
            f"{len(open_events)} of {len(chosen)} events are not checked: {', '.join(v.id for v in open_events[:5])}",
            hint="Check them in the review, or add --unchecked",
        )
    taken = chosen if unchecked else [view for view in chosen if checks[view.id].done]
    if not taken:
        raise InputError(
            f"no event is checked; {len(chosen)} are not" if chosen else "the ledger holds no event",
            where=ledger.path,
            hint="Accept events in the review (sayso serve), or add --unchecked",
        )
    _check_folder(folder)
    done = {view.id: checks[view.id].done for view in taken}
    _write(ledger, folder, taken, done, title or ("Checked events" if all(done.values()) else "Events"), progress)
    left = 0 if unchecked else len(open_events)
    return Published(folder, len(taken), sum(not value for value in done.values()), left)


def _check_folder(folder: Path) -> None:
    """Refuse a folder that holds what this did not write."""
    where = str(folder)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise InputError("this is no folder", where=where, hint="Name a new folder")
    if not folder.absolute().parent.is_dir():
        raise InputError("the folder around it does not exist", where=where, hint="Make it first")
    if not folder.exists() or not any(folder.iterdir()):
        return
    strange = "it was not made by sayso publish"
    try:
        held = json.loads((folder / MARK).read_text(encoding="utf-8"))["files"]
        known = {MARK, *map(str, held)}
        other = [path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()]
        added = sorted(str(path.relative_to(folder)) for path in other)
        added = [name for name in added if name not in known]
        strange = f"it holds {added[0]}, which sayso publish did not write" if added else ""
    except (OSError, ValueError, KeyError, TypeError):
        pass
    if strange:
        raise InputError(f"the folder is left as it is: {strange}", where=where, hint="Name a new folder")


def _write(
    ledger: Ledger, folder: Path, views: Sequence[EventView], checked: dict[str, bool], title: str, progress: Progress
) -> None:
    sheet = asset("styles/main.css")
    if sheet is None:
        raise SettingsError("the styles of the workbench are not built", hint="Build them with: make setup")
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.absolute().parent))
    try:
        made.chmod(0o755)
        (made / "events").mkdir()
        shutil.copyfile(FOLDER / sheet.rpartition("/")[2], made / "style.css")
        shared: dict[str, Any] = {"title": title, "csp": CSP, "made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")}
        entries, placed = [], []
        for number, view in enumerate(views, 1):
            progress(Step("Writing events", number, len(views)))
            shown: EventPage = event_page(ledger, view.id, every=True)
            href = f"events/{view.id}.html"
            page = environment().get_template("publish/event.html")
            text = page.render(**shared, e=shown, checked=checked[view.id], root="../", edits=_edits(ledger, view))
            (made / href).write_text(text, encoding="utf-8")
            entries.append(Entry(line(view), href, checked[view.id]))
            placed.append(_placed(view, shown.sentence, href))
        index = environment().get_template("publish/index.html")
        text = index.render(
            **shared,
            entries=entries,
            open=sum(not entry.checked for entry in entries),
            map=draw_map(placed),
            timeline=draw_timeline(placed),
            root="",
        )
        (made / "index.html").write_text(text, encoding="utf-8")
        files = sorted(str(path.relative_to(made)) for path in made.rglob("*") if path.is_file())
        mark = {"made_by": f"sayso {__version__}", "events": [view.id for view in views], "files": files}
        (made / MARK).write_text(json.dumps(mark, indent=1) + "\n", encoding="utf-8")
        _put(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _put(made: Path, folder: Path) -> None:
    """Put the folder in its place; what was there is taken away only when the new one stands."""
    if not folder.exists():
        made.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.absolute().parent))
    folder.rename(old / "old")
    made.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _placed(view: EventView, sentence: str, href: str) -> Placed:
    place = view.place if isinstance(view.place, PlaceValue) else None
    time = view.time if isinstance(view.time, TimeValue) else None
    return Placed(sentence, href, place, time, view.disputed)


def _edits(ledger: Ledger, view: EventView) -> tuple[str, ...]:
    """Which fields of the event's claims a person set, in words."""
    return tuple(
        f"The {edit.field} of one claim was set by a person; the machine had read: {edit.was or 'nothing'}"
        for claim in view.claims
        for edit in ledger.claim(claim).edited
    )
