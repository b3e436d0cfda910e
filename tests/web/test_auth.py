"""Who may do what: signing in, roles, forms of other sites, wrong passwords, and that no route was forgotten."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from tests.web.serving import PASSWORD, add_user, client, example_ledger, hashed, sign_in, token

from sayso.errors import InputError
from sayso.ledger.accounts import UserRole
from sayso.run.ledger import Ledger
from sayso.web import attempts, sessions
from sayso.web.attempts import Attempts
from sayso.web.errors import RequestError
from sayso.web.passwords import hash_password, is_password
from sayso.web.settings import SESSION_SECONDS, WebSettings

OPEN = {"/login", "/logout", "/api/v1/session", "/api/v1/openapi.json", "/assets/{name}"}


@pytest.fixture
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with example_ledger(tmp_path_factory.mktemp("auth")) as opened:
        yield opened


@pytest.fixture
def team(ledger: Ledger) -> Ledger:
    """A ledger with a user of each role, named as the role."""
    for role in UserRole:
        add_user(ledger, role.value, role)
    return ledger


def routes(asking: TestClient) -> list[tuple[str, str]]:
    """Method and path of every route of the app, with x for each part of the path that varies."""
    return [
        (method, re.sub(r"\{[^}]*\}", "x", path))
        for context in iter_route_contexts(asking.app.routes)  # type: ignore[attr-defined]
        if (path := context.path) not in OPEN
        for method in sorted(context.methods or ())
    ]


def test_on_this_machine_without_users_nobody_signs_in(ledger: Ledger) -> None:
    asking = client(ledger, WebSettings(local_user="maria"))
    assert asking.get("/api/v1/session").json()["user"] == {"name": "maria", "role": "admin"}
    assert asking.get("/login").headers["location"] == "/"
    add_user(ledger, "anna", UserRole.READER)
    assert asking.get("/api/v1/session").json()["user"] is None
    assert asking.get("/help").status_code == 303


def test_others_than_this_machine_sign_in_even_where_there_are_no_users(ledger: Ledger) -> None:
    for settings in (WebSettings(host="0.0.0.0"), WebSettings(behind_proxy=True)):
        asking = client(ledger, settings)
        assert asking.get("/help").status_code == 303
        assert asking.get("/api/v1/status").status_code == 401


def test_signing_in_leads_to_where_one_wanted_to_go(team: Ledger) -> None:
    asking = client(team)
    away = asking.get("/disputes?place=Kupiansk&since=2025")
    assert away.status_code == 303
    form = asking.get(away.headers["location"])
    csrf = re.search(r'name="csrf" value="(\w+)"', form.text)
    assert csrf
    assert 'name="next" value="/disputes?place=Kupiansk&amp;since=2025"' in form.text
    before = asking.cookies["sayso"]
    fields = {"name": "Reviewer", "password": PASSWORD, "csrf": csrf[1], "next": "/disputes?place=Kupiansk&since=2025"}
    done = asking.post("/login", data=fields)
    assert done.status_code == 303
    assert done.headers["location"] == "/disputes?place=Kupiansk&since=2025"
    cookie = done.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert f"Max-Age={SESSION_SECONDS}" in cookie
    # a session that somebody set before is not the one that was signed in
    assert asking.cookies["sayso"] != before
    assert asking.get("/api/v1/session").json()["user"] == {"name": "reviewer", "role": "reviewer"}
    assert "Sign out" in asking.get("/help").text


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)", ""]
)
def test_signing_in_never_leads_to_another_site(team: Ledger, to: str) -> None:
    asking = client(team)
    done = asking.post("/login", data={"name": "reader", "password": PASSWORD, "next": to}, headers=token(asking))
    assert done.headers["location"] == "/"


def test_signing_out_ends_the_session(team: Ledger) -> None:
    asking = client(team)
    header = sign_in(asking, "admin")
    held = asking.cookies["sayso"]
    assert asking.get("/help").status_code == 200
    assert asking.post("/logout", headers=header).status_code == 303
    assert asking.get("/help").status_code == 303
    asking.cookies.set("sayso", held)
    assert asking.get("/help").status_code == 303


def test_a_session_ends_with_its_time_the_password_and_the_user(team: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    asking, other = client(team), client(team)
    sign_in(asking, "reviewer")
    sign_in(other, "reader")
    team.accounts.change_user("reviewer", "the tests", role=UserRole.READER)
    assert asking.get("/api/v1/session").json()["user"]["role"] == "reader"
    team.accounts.change_user("reviewer", "the tests", password=hash_password("another long one"))
    assert asking.get("/help").status_code == 303
    assert other.get("/help").status_code == 200
    team.accounts.remove_user("reader", "the tests")
    assert other.get("/help").status_code == 303
    add_user(team, "reader", UserRole.ADMIN)
    sign_in(other, "reader")
    now = time.time()
    monkeypatch.setattr(sessions.time, "time", lambda: now + SESSION_SECONDS + 1)
    assert other.get("/help").status_code == 303


def test_a_removed_user_who_comes_back_is_not_signed_in_again(team: Ledger) -> None:
    asking = client(team)
    sign_in(asking, "admin")
    team.accounts.remove_user("admin", "the tests")
    team.accounts.add_user("admin", UserRole.ADMIN, hash_password(PASSWORD), "the tests")
    assert asking.get("/help").status_code == 303


def test_the_ledger_keeps_neither_passwords_nor_tokens(team: Ledger) -> None:
    asking = client(team)
    sign_in(asking, "admin")
    held = asking.cookies["sayso"]
    team.close()
    kept = b"".join(p.read_bytes() for p in Path(team.path).parent.iterdir())
    assert PASSWORD.encode() not in kept
    assert held.encode() not in kept
    assert b"$argon2id$v=19$m=65536,t=3,p=4$" in kept


def test_no_route_answers_who_is_not_signed_in(team: Ledger) -> None:
    asking = client(team)
    header = token(asking)
    before = team.state()
    for method, path in routes(asking):
        found = asking.request(method, path, headers=header)
        assert found.status_code in (303, 401), (method, path, found.status_code)
        assert found.status_code == 401 or found.headers["location"].startswith("/login?next=")
    assert team.state() == before


def test_a_reader_can_write_through_no_route(team: Ledger) -> None:
    asking = client(team)
    header = sign_in(asking, "reader")
    before = team.state()
    tried = [(method, path) for method, path in routes(asking) if method not in ("GET", "HEAD", "OPTIONS")]
    assert tried
    for method, path in tried:
        found = asking.request(method, path, headers=header, data={"claim": "x"})
        assert found.status_code == 403, (method, path)
        assert "he user reader has the role reader and cannot do this" in found.text
        assert "sayso user role reader reviewer" in found.text
    for method, path in routes(asking):
        if method == "GET":
            asking.get(path)
    assert team.state() == before


def test_no_route_changes_anything_for_a_form_of_another_site(team: Ledger) -> None:
    asking, other = client(team), client(team)
    header = sign_in(asking, "admin")
    foreign = sign_in(other, "admin")
    before = team.state()
    for method, path in [*routes(asking), ("POST", "/logout"), ("POST", "/login"), ("DELETE", "/api/v1/session")]:
        if method in ("GET", "HEAD", "OPTIONS"):
            continue
        for headers in (
            {},
            foreign,
            {**header, "Origin": "https://evil.example"},
            {**header, "Origin": "null", "Sec-Fetch-Site": "cross-site"},
        ):
            assert asking.request(method, path, headers=headers).status_code == 403, (method, path, headers)
        assert asking.request(method, path, data={"csrf": "0" * 64}).status_code == 403
    assert team.state() == before
    assert asking.get("/help").status_code == 200


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"Origin": "http://127.0.0.1:8650"},
        # what Chromium sends with a form of a page that lets no referrer out
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_form_of_ours_is_taken(team: Ledger, said: dict[str, str]) -> None:
    asking = client(team)
    header = sign_in(asking, "admin")
    csrf = next(iter(header.values()))
    assert asking.post("/logout", data={"csrf": csrf}, headers=said).status_code == 303


def test_a_reviewer_judges_under_their_name(team: Ledger) -> None:
    asking = client(team)
    header = sign_in(asking, "reviewer")
    first, second = (claim.id for claim in team.claims()[:2])
    given = {"claim_a": first, "claim_b": second, "verdict": "unsure"}
    made = asking.post("/api/v1/judgements", json=given, headers={**header, "Origin": "http://127.0.0.1:8650"})
    assert made.status_code == 201
    assert made.json()["by"] == "reviewer"


def test_programs_sign_in_and_out(team: Ledger) -> None:
    asking = client(team)
    given = {"name": "reviewer", "password": "wrong and long"}
    found = asking.post("/api/v1/session", json=given, headers=token(asking))
    assert found.status_code == 401
    assert found.json()["what"] == "the name or the password is wrong"
    found = asking.post("/api/v1/session", json=given | {"password": PASSWORD}, headers=token(asking))
    assert found.json()["user"] == {"name": "reviewer", "role": "reviewer"}
    assert asking.get("/api/v1/status").status_code == 200
    header = {found.json()["header"]: found.json()["csrf"]}
    assert asking.delete("/api/v1/session", headers=header).json()["user"] is None
    assert asking.get("/api/v1/status").status_code == 401


def test_wrong_passwords_are_told_alike_and_become_too_many(team: Ledger) -> None:
    asking = client(team)
    told = set()
    for name in ("admin", "nobody"):
        found = asking.post("/login", data={"name": name, "password": "wrong and long"}, headers=token(asking))
        assert found.status_code == 401
        told.add(re.sub(r'value="\w+"', "", found.text))
    assert len(told) == 1
    for _ in range(attempts.FROM_ONE_PLACE - 1):
        asking.post("/login", data={"name": "admin", "password": "wrong and long"}, headers=token(asking))
    closed = asking.post("/login", data={"name": "admin", "password": PASSWORD}, headers=token(asking))
    assert closed.status_code == 429
    assert 0 < int(closed.headers["retry-after"]) <= attempts.WINDOW + 1
    assert "Wait 15 minutes" in closed.text
    sign_in(asking, "reader")


def test_wrong_passwords_are_forgotten_with_time_and_by_the_right_one() -> None:
    now = [0.0]
    counted = Attempts(lambda: now[0])
    for _ in range(attempts.FROM_ONE_PLACE):
        counted.begin("anna", "10.0.0.1")
    with pytest.raises(RequestError) as refused:
        counted.begin("anna", "10.0.0.1")
    assert refused.value.status == 429
    counted.begin("anna", "10.0.0.2")
    counted.succeeded("anna", "10.0.0.2")
    now[0] = attempts.WINDOW + 0.1
    for _ in range(2 * attempts.OF_ONE_ADDRESS):
        counted.begin("anna", "10.0.0.1")
        counted.succeeded("anna", "10.0.0.1")
    for number in range(attempts.OF_ONE_ADDRESS):
        counted.begin(f"user{number}", "10.0.0.1")
    with pytest.raises(RequestError):
        counted.begin("somebody", "10.0.0.1")
    counted.begin("somebody", "10.0.0.3")


def test_by_tls_the_cookie_is_sent_by_tls_only(team: Ledger) -> None:
    asking = client(team, WebSettings(behind_proxy=True))
    cookie = asking.get("/login").headers["set-cookie"]
    assert cookie.startswith("__Host-sayso=")
    assert "Secure" in cookie
    assert "Path=/" in cookie


def test_a_cookie_that_is_none_of_ours_is_replaced(team: Ledger) -> None:
    asking = client(team)
    for value in ("short", "x" * 43 + "'--", "é" * 43):
        found = asking.get("/login", headers={"Cookie": f"sayso={value}".encode()})
        assert "set-cookie" in found.headers


def test_passwords() -> None:
    assert is_password(hashed(), PASSWORD)
    assert not is_password(hashed(), PASSWORD + " ")
    assert not is_password(None, PASSWORD)
    assert not is_password("no hash", PASSWORD)
    assert hash_password(PASSWORD) != hashed()
    assert is_password(hash_password("пароль із літер"), "пароль із літер")
    for password, name in (("short", ""), ("x" * 1001, ""), ("Anna-Marie", "anna-marie")):
        with pytest.raises(InputError):
            hash_password(password, name)
