"""The API: the shapes of the command line, every item of a list by its cursors, tags, judgements, and no fault of the server."""

import contextlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from tests.conftest import ROOT
from tests.web.serving import client, example_ledger, token
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.errors import SaysoError
from sayso.export import EVENT_KEYS, FIGURE_KEYS
from sayso.ledger import ClaimFilter
from sayso.run.ledger import Ledger
from sayso.types import Opinion
from sayso.types.codec import encode
from sayso.web.app import create_app

MANY = 10
CHECKS = [
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.content_type_conformance,
    schemathesis.checks.response_schema_conformance,
    schemathesis.checks.status_code_conformance,
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with example_ledger(tmp_path_factory.mktemp("api")) as opened:
        yield opened


@pytest.fixture(scope="module")
def asking(ledger: Ledger) -> TestClient:
    return client(ledger)


def walk(asking: TestClient, path: str) -> list[dict[str, Any]]:
    """Every item of a list, page by page."""
    found: list[dict[str, Any]] = []
    following: str | None = path
    while following:
        page = asking.get(following)
        assert page.status_code == 200, page.text
        found += page.json()["items"]
        following = page.json()["next"]
    return found


def plain(records: Any) -> Any:
    return json.loads(json.dumps(encode(tuple(records))))


def test_lists_give_what_the_command_line_gives(asking: TestClient, ledger: Ledger) -> None:
    assert walk(asking, "/api/v1/claims?limit=7") == plain(ledger.claims())
    assert walk(asking, "/api/v1/reports?limit=5") == plain(ledger.reports())
    assert walk(asking, "/api/v1/disputes?limit=2") == plain(ledger.disputes())
    assert walk(asking, "/api/v1/figures?limit=2") == plain(ledger.figures())
    by_id = {event["id"]: event for event in plain(ledger.events())}
    events = walk(asking, "/api/v1/events?limit=4")
    assert {event["id"]: event for event in events} == by_id
    assert len(events) == len(by_id)
    assert set(EVENT_KEYS) <= set(events[0])
    assert set(FIGURE_KEYS) <= set(walk(asking, "/api/v1/figures")[0])


def test_filters_are_those_of_the_command_line(asking: TestClient, ledger: Ledger) -> None:
    chosen = ClaimFilter(type="casualties", place="kupiansk")
    assert walk(asking, "/api/v1/claims?type=casualties&place=kupiansk&limit=3") == plain(ledger.claims(chosen))
    assert walk(asking, "/api/v1/figures?unit=killed&disputed=true") == plain(
        f for f in ledger.figures(ClaimFilter(unit="killed"), disputed=True) if f.unit == "killed"
    )
    disputed = walk(asking, "/api/v1/events?disputed=true&order=consequence")
    assert {event["id"] for event in disputed} == {event.id for event in ledger.events(disputed=True)}
    report = ledger.reports()[0].report
    assert walk(asking, f"/api/v1/claims?report={report.id}") == plain(ledger.claims_of(report.id))
    assert walk(asking, "/api/v1/claims?country=XX") == []


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("claims?type=bogus", "claims --type bogus"),
        ("figures?rule=nope", "figures --rule nope"),
        ("claims?since=2025-13-40", "claims --since 2025-13-40"),
        ("events?until=soon", "events --until soon"),
        ("claims?since=2025-06-07&until=2025-06-01", "claims --since 2025-06-07 --until 2025-06-01"),
        ("events?since=2025-06-07&until=2025-06-01", "events --since 2025-06-07 --until 2025-06-01"),
    ],
)
def test_a_wrong_value_is_told_in_the_words_of_the_command_line(
    asking: TestClient, ledger: Ledger, path: str, command: str
) -> None:
    found = asking.get(f"/api/v1/{path}")
    refused = CliRunner().invoke(app, [*command.split(), "--ledger", ledger.path]).exception
    assert isinstance(refused, SaysoError) and found.status_code in (400, 422)
    assert (found.json()["what"], found.json()["hint"]) == (refused.what, refused.hint)


def test_an_unknown_parameter_is_named(asking: TestClient) -> None:
    found = asking.get("/api/v1/claims?tpye=attack")
    assert found.status_code == 422 and "no parameter 'tpye'" in found.json()["detail"]


def test_one_record_each(asking: TestClient, ledger: Ledger) -> None:
    event = ledger.events()[0]
    start = f"/api/v1/events/{event.id[:9]}"
    assert asking.get(start).json() == plain([event])[0]
    assert {claim["id"] for claim in asking.get(f"{start}/claims").json()} == set(event.claims)
    assert asking.get(f"{start}/figures").json() == plain(ledger.figures_of(event.id))
    wide = asking.get(f"{start}/figures", params={"rule": "widest", "vague": "acled"}).json()
    assert {figure["rule"] for figure in wide} == {"widest"}
    assert asking.get(f"{start}/origins").json() == plain(ledger.origins(event.id))
    assert asking.get(f"{start}/disputes").json()
    claim = ledger.claims()[0]
    assert asking.get(f"/api/v1/claims/{claim.id}").json() == plain([claim])[0]
    report = asking.get(f"/api/v1/reports/{claim.report_id}").json()
    assert report == plain([ledger.report(claim.report_id)])[0]
    first, second = event.claims[:2]
    assert asking.get(f"/api/v1/claims/{first}/links/{second}").json()["reasons"]


def test_names_and_search(asking: TestClient, ledger: Ledger) -> None:
    found = asking.get("/api/v1/entities/place/kupiansk", params={"limit": 1}).json()
    assert found["name"] == "Kupiansk"
    assert found["total"] >= 2
    walked, following = list(found["items"]), found["next"]
    while following:
        page = asking.get(following).json()
        walked += page["items"]
        following = page["next"]
    assert len({claim["id"] for claim in walked}) == len(walked) == found["total"]
    names = asking.get("/api/v1/entities", params={"q": "kup", "kind": "place"}).json()
    assert {"kind": "place", "name": "Kupiansk", "claims": found["total"]} in names
    most = asking.get("/api/v1/entities", params={"limit": 3}).json()
    assert len(most) == 3
    assert most[0]["claims"] >= most[1]["claims"] >= most[2]["claims"]
    hits = asking.get("/api/v1/search", params={"q": "market"}).json()
    assert {hit["kind"] for hit in hits} == {"report", "claim"}
    only = asking.get("/api/v1/search", params={"q": "market", "kind": "claim", "limit": 2}).json()
    assert [hit["kind"] for hit in only] == ["claim", "claim"]
    assert asking.get("/api/v1/search", params={"q": "  ,"}).status_code == 400
    assert asking.get("/api/v1/entities/place/nowhere at all").status_code == 404


def test_an_id_with_a_slash_is_found(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("slash")
    row = {"id": "wire/2025/1", "text": "Shelling killed 3 people in Goma on 2 May 2025, police said."}
    (folder / "one.jsonl").write_text(json.dumps(row))
    with Ledger.open(folder / "a.db") as ledger:
        ledger.read([folder / "one.jsonl"], reader="rules")
        found = client(ledger).get("/api/v1/reports/wire%2F2025%2F1")
    assert found.json()["id"] == "wire/2025/1"


def test_a_tag_holds_until_the_ledger_has_more(asking: TestClient, ledger: Ledger) -> None:
    found = asking.get("/api/v1/events?limit=2")
    tag = found.headers["etag"]
    again = asking.get("/api/v1/events?limit=2", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == tag
    assert asking.get("/api/v1/events?limit=2", headers={"If-None-Match": f'"other", {tag}'}).status_code == 304
    assert asking.get("/api/v1/events?limit=3", headers={"If-None-Match": tag}).status_code == 200
    ledger.grade("Northern Wire", "B", "the tests")
    assert asking.get("/api/v1/events?limit=2", headers={"If-None-Match": tag}).status_code == 200


def test_a_judgement_is_made_listed_and_withdrawn(tmp_path_factory: pytest.TempPathFactory) -> None:
    with example_ledger(tmp_path_factory.mktemp("judge")) as ledger:
        asking = client(ledger)
        header = token(asking)
        event = next(e for e in ledger.events() if len(e.claims) > 1)
        first, second = sorted(event.claims[:2])
        given = {"claim_a": second[:12], "claim_b": first, "verdict": "different", "why": "another day"}
        made = asking.post("/api/v1/judgements", json=given, headers=header)
        assert made.status_code == 201
        assert (made.json()["claim_a"], made.json()["claim_b"], made.json()["why"]) == (first, second, "another day")
        apart = {claim: e.id for e in ledger.events() for claim in e.claims}
        assert apart[first] != apart[second]
        assert walk(asking, "/api/v1/judgements") == [made.json()]
        address = f"/api/v1/judgements/{made.json()['id']}/withdrawal"
        taken = asking.post(address, json={"why": "the same day after all"}, headers=header)
        assert taken.status_code == 201
        assert taken.json()["withdraws"] == made.json()["id"]
        assert taken.json()["why"] == "the same day after all"
        assert walk(asking, "/api/v1/judgements") == []
        assert len(walk(asking, "/api/v1/judgements?withdrawn=true&limit=1")) == 2
        assert asking.post(address, json={}, headers=header).status_code == 400
        together = {claim: e.id for e in ledger.events() for claim in e.claims}
        assert together[first] == together[second]


def test_what_people_decided_and_keep_is_given_out(tmp_path_factory: pytest.TempPathFactory) -> None:
    with example_ledger(tmp_path_factory.mktemp("decided")) as ledger:
        asking = client(ledger)
        first, second = [claim.id for claim in ledger.claims()][:2]
        ledger.review([first, second], Opinion.ACCEPT, "anna", "read it")
        made = walk(asking, "/api/v1/reviews?limit=1")
        assert [(row["claim"], row["opinion"], row["by"]) for row in made] == [
            (first, "accept", "anna"),
            (second, "accept", "anna"),
        ]
        assert walk(asking, f"/api/v1/reviews?claim={second[:10]}") == made[1:]
        assert asking.get("/api/v1/reviews?claim=c-none").status_code == 404
        for letter in "BC":
            ledger.grade("Northern Wire", letter, "anna")
        assert [row["value"] for row in asking.get("/api/v1/grades").json()] == ["C"]
        assert [row["value"] for row in asking.get("/api/v1/grades?source=northern wire").json()] == ["B", "C"]
        ledger.save_view(asking.get("/api/v1/session").json()["user"]["name"], "Mine", "/search?q=market")
        ledger.save_view("ben", "His", "/disputes")
        assert [row["name"] for row in asking.get("/api/v1/views").json()] == ["Mine"]


@pytest.mark.parametrize("given", [{}, {"claim_a": "c-1"}, {"claim_a": "a", "claim_b": "b", "verdict": "maybe"}, []])
def test_a_judgement_of_the_wrong_form_is_refused(asking: TestClient, given: Any) -> None:
    found = asking.post("/api/v1/judgements", json=given, headers=token(asking))
    assert found.status_code == 422
    assert found.json()["where"]


def test_a_page_that_is_none_is_refused(asking: TestClient) -> None:
    for path in ("figures", "disputes", "judgements", "reviews", "events", "claims", "reports"):
        found = asking.get(f"/api/v1/{path}", params={"after": "no such place"})
        assert found.status_code in (400, 404), path
        assert found.json()["hint"]


def test_the_description_has_every_route_and_no_page(asking: TestClient) -> None:
    found = asking.get("/api/v1/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    assert all(path.startswith("/api/v1/") for path in found["paths"])
    assert {"/api/v1/claims", "/api/v1/events", "/api/v1/figures", "/api/v1/judgements"} <= set(found["paths"])
    jsonschema.Draft202012Validator.check_schema({"$defs": found["components"]["schemas"]})
    for path, methods in found["paths"].items():
        for method, told in methods.items():
            assert told["description"], (method, path)


def test_every_route_and_parameter_is_documented(asking: TestClient) -> None:
    page = (ROOT / "docs" / "reference" / "api.md").read_text()
    for path, methods in asking.get("/api/v1/openapi.json").json()["paths"].items():
        for method, told in methods.items():
            short = path.removeprefix("/api/v1").replace(":path}", "}")
            assert f"`{method.upper()} {short}`" in page, (method, path)
            for parameter in told.get("parameters", ()):
                assert f"`{parameter['name']}`" in page, (path, parameter["name"])


@pytest.mark.slow
@pytest.mark.parametrize("mode", schemathesis.GenerationMode)
def test_no_request_makes_the_server_fail_and_every_answer_is_as_described(
    tmp_path_factory: pytest.TempPathFactory, mode: schemathesis.GenerationMode
) -> None:
    with example_ledger(tmp_path_factory.mktemp("schema")) as ledger:
        asking = client(ledger)
        headers = {"Host": "127.0.0.1", **token(asking)}
        app = create_app(ledger)
        described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=headers)
        operations = [found.ok() for found in described.get_all_operations()]
        assert len(operations) > 15
        answers: Counter[int] = Counter()
        for operation in operations:

            @settings(
                max_examples=MANY, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
            )
            @given(case=operation.as_strategy(mode))
            def ask(case: schemathesis.Case) -> None:
                answer = case.call(headers=headers, cookies=dict(asking.cookies))
                answers[answer.status_code] += 1
                case.validate_response(answer, checks=CHECKS)

            # some take nothing that could be of the wrong form
            with contextlib.suppress(Unsatisfiable):
                ask()
        assert answers[200] or mode is schemathesis.GenerationMode.NEGATIVE
        assert set(answers) <= {200, 201, 400, 401, 404, 405, 414, 422, 429}, answers
