"""sayso read --reader openai as a person uses it: real processes, a real server, and a ledger."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.test_cli import kept, sayso
from tests.reader.openai.chat_server import KEY
from tests.reader.openai.conftest import Chat


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with five short reports."""
    (tmp_path / "in").mkdir()
    for n in range(5):
        text = f"At least {n + 10} people were killed in Goma on 2 May 2025, the governor's office said."
        (tmp_path / "in" / f"{n}.txt").write_text(text)
    return tmp_path


def ask(
    chat: Chat, model: str, folder: Path, *more: object, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return sayso(
        "read", "in", "--reader", "openai", "--base-url", chat.url, "--model", model, *more, cwd=folder, env=env
    )  # fmt: skip


def test_claims_are_kept_and_tokens_are_told(chat: Chat, folder: Path) -> None:
    done = ask(chat, "ok", folder, "--price-in", 0.5, "--price-out", "2")
    assert done.returncode == 0, done.stderr
    assert "5 reports (5 new), 5 claims new" in done.stderr
    assert "ok: 5 requests, 5,000 tokens in, 500 tokens out, cost 0.0035" in done.stderr
    claims = json.loads(sayso("claims", "--format", "json", cwd=folder).stdout)
    assert {claim["reader"] for claim in claims} == {"openai/1 ok"}
    assert sorted(claim["figure"]["low"] for claim in claims) == [10, 11, 12, 13, 14]
    place, time_ = claims[0]["roles"]["place"][0], claims[0]["figure"]
    assert place["is"] == "Goma" and place["value"]["kind"] == "place" and time_["unit"] == "killed"
    again = ask(chat, "ok", folder)
    assert "5 unchanged" in again.stderr and "0 requests, 0 tokens" in again.stderr


def test_another_model_is_another_reading(chat: Chat, folder: Path) -> None:
    ask(chat, "ok", folder)
    done = ask(chat, "prose", folder)
    assert "5 read again" in done.stderr
    assert {c["reader"] for c in json.loads(sayso("claims", "--format", "json", cwd=folder).stdout)} == {
        "openai/1 prose"
    }


def test_a_failed_report_leaves_a_row_and_is_tried_again(chat: Chat, folder: Path) -> None:
    done = ask(chat, "sick-once", folder, "--retries", 0, "--format", "jsonl")
    assert done.returncode == 1

    assert re.search(r"4 reports \(4 new, 1 not read\)", done.stderr), done.stderr
    assert "in/1.txt: the server at" in done.stderr and "internal error" in done.stderr
    assert len(done.stdout.splitlines()) == 4
    shown = sayso("reports", cwd=folder)
    assert "internal error" in shown.stdout + shown.stderr
    again = ask(chat, "sick-once", folder)
    assert again.returncode == 0 and "1 new, 4 unchanged" in again.stderr, again.stderr
    shown = sayso("reports", cwd=folder)
    assert "internal error" not in shown.stdout + shown.stderr


@pytest.mark.parametrize("parallel", ["1", "2"])
def test_ctrl_c_keeps_what_was_read(chat: Chat, folder: Path, parallel: str) -> None:
    command = [
        "read",
        "in",
        "--reader",
        "openai",
        "--base-url",
        chat.url,
        "--model",
        "slow-later",
        "--format",
        "jsonl",
        "--parallel",
        parallel,
    ]
    process = subprocess.Popen(
        [sys.executable, "-c", "from sayso.cli import main; main()", *command],
        cwd=folder, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 no threads here
        stderr=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None and kept(folder / "sayso.db") < 2:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert b"2 reports kept" in err and b"Traceback" not in err
    assert len(out.splitlines()) == 2
    assert "2 unchanged" in ask(chat, "slow-later", folder, "--timeout", 0.2, "--retries", 0).stderr


@pytest.mark.parametrize(
    ("model", "options", "says"),
    [
        ("no-such-model", (), "It has ok, prose"),
        ("locked", (), "refuses the key (401). Name the variable of the key by --api-key-env"),
        ("locked", ("--api-key-env", "NO_SUCH_VARIABLE"), "'NO_SUCH_VARIABLE' is not set"),
        ("html", (), "its answer is not JSON. Check --base-url"),
        ("ok", ("--timeout", "0"), "--timeout"),
        ("ok", ("--retries", "-1"), "--retries"),
        ("ok", ("--parallel", "0"), "--parallel"),
        ("ok", ("--price-in", "1"), "--price-out"),
        ("ok", ("--base-url", "example.org"), "--base-url"),
        ("ok", ("--base-url", "http://127.0.0.1:9/v1"), "there is no server at 127.0.0.1:9"),
        ("ok", ("--reader", "rules"), "Add --reader openai"),
        ("ok", ("--model", ""), "--model"),
    ],
)
def test_slips_are_explained(chat: Chat, folder: Path, model: str, options: tuple[str, ...], says: str) -> None:
    done = ask(chat, model, folder, *options)
    assert done.returncode == 2 and says in done.stderr, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_key_stands_nowhere(chat: Chat, folder: Path) -> None:
    done = ask(chat, "locked", folder, "--api-key-env", "MY_KEY", env={"MY_KEY": KEY})
    assert done.returncode == 0 and "5 claims new" in done.stderr
    wrong = ask(chat, "locked", folder, "--ledger", "b.db", "--api-key-env", "MY_KEY", env={"MY_KEY": f"{KEY}-wrong"})
    assert wrong.returncode == 2 and "Check the key in MY_KEY" in wrong.stderr
    assert KEY not in done.stderr + done.stdout + wrong.stderr + wrong.stdout
    assert all(KEY.encode() not in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_proxies_of_the_environment_get_nothing(chat: Chat, folder: Path) -> None:
    proxies = dict.fromkeys(("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"), "http://127.0.0.1:9")
    assert ask(chat, "ok", folder, env=proxies | {"no_proxy": ""}).returncode == 0


def test_nothing_is_asked_by_the_other_reader(chat: Chat, folder: Path) -> None:
    names = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": chat.url, "OPENAI_API_BASE": chat.url}
    assert sayso("read", "in", cwd=folder, env=names).returncode == 0
    assert not chat.seen("ok") and os.environ.get("OPENAI_BASE_URL") is None
