"""What holds for every answer of the workbench: headers, faults in the words of the command line, limits, hosts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.serving import client, example_ledger, token

from sayso.run.ledger import Ledger
from sayso.web.security import CSP, HEADERS
from sayso.web.settings import MAX_BODY, MAX_URL, WebSettings


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with example_ledger(tmp_path_factory.mktemp("app")) as opened:
        yield opened


@pytest.fixture
def asking(ledger: Ledger) -> TestClient:
    return client(ledger)


@pytest.mark.parametrize("path", ["/", "/help", "/nowhere", "/api/v1/status", "/api/v1/nowhere", "/assets/none.js"])
def test_every_answer_is_closed_by_its_headers(asking: TestClient, path: str) -> None:
    found = asking.get(path)
    for name, value in HEADERS.items():
        assert found.headers[name] == value, name
    assert "unsafe" not in CSP
    assert "server" not in found.headers


def test_pages_are_not_kept_and_answers_of_the_api_are_asked_for_again(asking: TestClient) -> None:
    assert asking.get("/help").headers["cache-control"] == "no-store"
    assert asking.get("/api/v1/status").headers["cache-control"] == "private, no-cache"


def test_pages_have_no_inline_script_or_style(asking: TestClient) -> None:
    for path in ("/", "/help", "/nowhere", "/login"):
        page = asking.get(path).text
        assert "<style" not in page
        assert " style=" not in page
        assert "<script>" not in page


def test_an_unknown_id_is_told_in_the_words_of_the_command_line(asking: TestClient, ledger: Ledger) -> None:
    with pytest.raises(Exception, match="there is no claim 'c-nothing' in the ledger"):
        ledger.claim("c-nothing")
    found = asking.get("/api/v1/claims/c-nothing")
    assert found.status_code == 404
    assert found.headers["content-type"] == "application/problem+json"
    assert found.json() == {
        "title": "Not Found",
        "status": 404,
        "detail": "examples.db: there is no claim 'c-nothing' in the ledger. List: sayso claims",
        "what": "there is no claim 'c-nothing' in the ledger",
        "where": "examples.db",
        "hint": "List: sayso claims",
    }
    page = asking.get("/claims/c-nothing")
    assert page.status_code == 404
    assert "there is no claim &#39;c-nothing&#39; in the ledger" in page.text
    # the folders of the server are nobody's business
    assert str(Path(ledger.path).parent) not in page.text


def test_a_fault_for_htmx_is_a_part_of_a_page(asking: TestClient) -> None:
    found = asking.get("/claims/c-nothing", headers={"HX-Request": "true"})
    assert found.status_code == 404
    assert "<html" not in found.text
    assert "there is no claim" in found.text


def test_an_address_is_shown_as_text(asking: TestClient) -> None:
    found = asking.get("/%3Cscript%3Ealert(1)%3C/script%3E")
    assert found.status_code == 404
    assert "<script>alert" not in found.text
    assert "&lt;script&gt;alert(1)" in found.text


def test_what_nobody_foresaw_is_told_without_details(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Ledger) -> None:
        raise RuntimeError("a secret of the server")

    monkeypatch.setattr(Ledger, "status", fail)
    asking = client(ledger)
    found = asking.get("/api/v1/status")
    assert found.status_code == 500
    assert found.json()["what"] == "something went wrong in sayso"
    assert "secret" not in found.text
    assert found.headers["content-security-policy"] == CSP


def test_a_value_of_the_wrong_form_is_named(asking: TestClient) -> None:
    found = asking.get("/api/v1/claims", params={"limit": "many"})
    assert found.status_code == 422
    assert found.json()["where"] == "limit"
    assert asking.get("/api/v1/claims", params={"typ": "attack"}).json()["where"] == "typ"
    assert asking.get("/api/v1/claims", params={"since": "2025-02-30"}).status_code == 400


def test_another_method_is_refused(asking: TestClient) -> None:
    found = asking.put("/help", headers=token(asking))
    assert found.status_code == 405
    assert "PUT is not possible here" in found.text


def test_what_is_too_large_is_refused(asking: TestClient) -> None:
    assert asking.get("/help?q=" + "x" * MAX_URL).status_code == 414
    found = asking.post("/api/v1/judgements", content=b"x" * (MAX_BODY + 1), headers=token(asking))
    assert found.status_code == 413
    assert found.json()["what"] == "the request is larger than 1024 kB"
    parts = (b"x" * 100_000 for _ in range(20))
    assert asking.post("/api/v1/judgements", content=parts, headers=token(asking)).status_code == 413


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8650", 200),
        ("localhost:9", 200),
        ("[::1]:8650", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example:8650", 400),
        ("evil.example#127.0.0.1", 400),
        ("", 400),
        ("[", 400),
    ],
)
def test_on_this_machine_only_its_own_names_are_served(asking: TestClient, host: str, status: int) -> None:
    assert asking.get("/help", headers={"Host": host}).status_code == status


def test_behind_a_proxy_any_name_is_served_to_who_signs_in(ledger: Ledger) -> None:
    asking = client(ledger, WebSettings(behind_proxy=True))
    assert asking.get("/login", headers={"Host": "ledger.example"}).status_code == 200
    assert asking.get("/help", headers={"Host": "ledger.example"}).status_code == 303
    assert asking.get("/help", headers={"Host": "["}).status_code == 400
