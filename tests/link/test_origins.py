"""Origins: chains, circles, credits, voices under several names, parties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.link.make import claim, report

from evaluation import bench_origins
from sayso.link import Origins, find_copies
from sayso.link.credits import canonical, credit_of
from sayso.normalise.voices import name_source
from sayso.types import Claim, Report, Stance


def names(claims: list[Claim], reports: list[Report]) -> tuple[str, ...]:
    origins = Origins(claims, {r.id: r for r in reports}, find_copies(reports))
    return origins.standing(claims).origin_names


def test_the_cases_reach_the_floor() -> None:
    groups = bench_origins.read_groups()
    copied = find_copies(r for group in groups for r in group.reports.values())
    for half in ("tune", "held"):
        listed = [group for group in groups if bench_origins.half_of(group.id) == half]
        assert len(listed) == 30
        assert sum(bench_origins.ours(group, copied) == group.origins for group in listed) / len(listed) >= 0.9


def test_a_chain_of_citations_is_followed_and_told() -> None:
    first = report("a", "A mine sank the dredger, the harbour master said.", "Ledger", "2025-06-03T08:00Z")
    second = report("b", "The dredger was sunk by a mine, the Ledger reported.", "Mail", "2025-06-03T09:00Z")
    one = claim(first, first.text, "the harbour master")
    two = claim(second, second.text, "the Ledger", "media")
    origins = Origins([one, two], {"a": first, "b": second}, {})
    assert origins.of(two).name == origins.of(one).name == "harbour master"
    assert [step.how for step in origins.of(two).steps] == ["cites", "says"]


def test_circles_end_at_the_earliest_report() -> None:
    texts = {"a": ("Ledger", "Mail", "07"), "b": ("Mail", "Post", "08"), "c": ("Post", "Ledger", "09")}
    reports, claims = {}, []
    for key, (outlet, cited, hour) in texts.items():
        reports[key] = report(key, f"The tower fell, the {cited} reported.", outlet, f"2025-06-03T{hour}:00Z")
        claims.append(claim(reports[key], reports[key].text, f"the {cited}", "media"))
    origins = Origins(claims, reports, {})
    assert {origins.of(c).name for c in claims} == {"Ledger"}


def test_a_report_that_cites_itself_is_its_own_origin() -> None:
    only = report("a", "The tower fell, the Ledger has learned.", "The Ledger")
    told = claim(only, only.text, "the Ledger", "media")
    assert names([told], [only]) == ("The Ledger",)


def test_we_of_an_outlet_is_the_outlet_and_nobody_named_before() -> None:
    text = "The mayor said on Monday that the tower fell. We said that nine were killed, which was wrong."
    only = report("a", text, "The Ledger")
    told = [
        claim(only, "The mayor said on Monday that the tower fell", "mayor"),
        claim(only, "We said that nine were killed", "We", figure="nine"),
    ]
    origins = Origins(told, {"a": only}, {})
    assert [origins.of(c).name for c in told] == ["mayor", "The Ledger"]


def test_an_unsourced_figure_of_its_own_is_the_outlets() -> None:
    only = report("a", "Twelve cars burned. Police counted nine.", "City Post")
    claims = [
        claim(only, "Twelve cars burned.", figure="Twelve"),
        claim(only, "Police counted nine.", "Police", figure="nine"),
    ]
    assert names(claims, [only]) == ("City Post", "Police")
    lead = claim(only, "Twelve cars burned.")
    assert names([lead, claims[1]], [only]) == ("Police",)


def test_who_only_denies_is_no_origin() -> None:
    a = report("a", "Rockets hit the school, the governor said.", "One")
    b = report("b", "The army denied that it had hit the school.", "Two")
    told = claim(a, a.text, "the governor")
    denied = claim(b, b.text, "The army", "military", stance=Stance.DENIED)
    assert names([told, denied], [a, b]) == ("governor",)
    assert names([denied], [b]) == ("army",)


def test_a_party_is_one_origin_and_its_enemy_another() -> None:
    voices = ["the Russian defence ministry", "Russia's General Staff", "Ukraine's General Staff"]
    reports = [report(f"r{n}", f"The depot burned, {voice} said.", f"Outlet {n}") for n, voice in enumerate(voices)]
    claims = [
        claim(r, r.text, v, "military", actor=a)
        for r, v, a in zip(reports, voices, ("Russian forces", "Russian forces", "Ukrainian forces"), strict=True)
    ]
    found = Origins(claims, {r.id: r for r in reports}, {}).standing(claims)
    assert (found.reports, found.outlets, found.origins, found.party_origins) == (3, 3, 2, 2)


def counted(*voices: str) -> tuple[str, ...]:
    """The origins of one strike that each voice tells to an outlet of its own."""
    reports = [report(f"r{n}", f"The depot burned, {voice} said.", f"Outlet {n}") for n, voice in enumerate(voices)]
    claims = [
        claim(r, r.text, voice, name_source(voice).kind or "official", actor="Rebel forces")
        for r, voice in zip(reports, voices, strict=True)
    ]
    return names(claims, reports)


@pytest.mark.parametrize(
    "voices",
    [
        ("Zelensky", "President Volodymyr Zelenskyy", "the Ukrainian president"),
        ("Zelensky", "the Ukrainian president"),
        ("Zelenskiy", "Zelensky"),
        ("Netanyahu", "the Israeli prime minister"),
        ("the US president", "the American president", "Trump"),
        ("General Staff", "Ukraine's General Staff", "the General Staff of the Armed Forces of Ukraine"),
        ("the General Staff", "the Ukrainian General Staff"),
        ("the air force", "Ukraine's air force"),
        ("Serhiy Horbun", "Serhii Horbun", "Governor Horbun"),
        ("the governor", "Governor Oleh Marchenko", "the Kharkiv governor"),
        ("the hospital", "the hospital's staff"),
    ],
)
def test_spellings_of_one_voice_count_once(voices: tuple[str, ...]) -> None:
    assert len(counted(*voices)) == len(counted(*voices[::-1])) == 1


@pytest.mark.parametrize(
    "voices",
    [
        ("Zelensky", "Ukraine's General Staff"),
        ("Zelensky", "the Ukrainian prime minister"),
        ("Netanyahu", "the Israeli foreign minister"),
        ("President Zelensky", "President Putin", "the president"),
        ("Putin", "the Ukrainian president"),
        ("Trump", "Biden", "the US president"),
        ("the Russian air force", "Ukraine's air force"),
        ("Governor Oleh Marchenko", "Governor Ivan Bondar", "the governor"),
        ("Serhiy Horbun", "Oleh Horbun"),
    ],
)
def test_voices_that_are_not_surely_one_count_each(voices: tuple[str, ...]) -> None:
    assert len(counted(*voices)) == len(counted(*voices[::-1])) == len(voices)


def test_an_outlet_under_two_names_is_one_origin() -> None:
    listed = ["The Ledger", "Ledger Online", "AP", "The Associated Press"]
    reports = [report(f"r{n}", f"Tower number {n} fell.", outlet) for n, outlet in enumerate(listed)]
    assert len(names([claim(r, r.text) for r in reports], reports)) == 2


def test_a_party_that_repeats_itself_counts_once() -> None:
    assert counted("the RSF", "an RSF spokesman", "the Rapid Support Forces") == ("Rapid Support Forces",)


@pytest.mark.parametrize(
    ("text", "more", "credited"),
    [
        ("A depot burned.\n\nSource: Northern Wire", {}, "Northern Wire"),
        ("KANT, June 3 (Reuters) - A depot burned.", {}, "Reuters"),
        ("A depot burned. The fire was first reported by Harbour News.", {}, "Harbour News"),
        ("Forwarded from Night Watch\nA depot burned.", {}, "Night Watch"),
        ("RT Border Notes: a depot burned.", {}, "Border Notes"),
        ("A depot burned.", {"byline": "By Reuters staff"}, "Reuters"),
        ("A depot burned.", {"origin_hint": "Morning Ledger"}, "Morning Ledger"),
        ("A depot burned, Reuters reported.", {}, None),
        ("A depot burned.\n\nSource: Daily", {}, None),
        ("A depot burned.", {"byline": "By Anna Petrova"}, None),
        ("Text: the depot (see map).\n— Olena", {}, None),
    ],
)
def test_credits(text: str, more: dict[str, str], credited: str | None) -> None:
    found = credit_of(report("a", text, **more))
    assert (found.name if found else None) == credited


def test_outlets_have_one_name() -> None:
    assert canonical("AP") == canonical("The Associated Press") and canonical("The Ledger") == canonical("ledger")
    assert canonical("Northern Wire") != canonical("Eastern Wire")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["One", "Two", "Three", None]),
            st.sampled_from(["", "the One", "Two", "police", "officials", "he"]),
        ),
        max_size=8,
    )
)
def test_every_claim_has_an_origin(rows: list[tuple[str | None, str]]) -> None:
    reports = [
        report(f"r{n}", f"It burned, {voice or 'all of it'} said.", outlet, None)
        for n, (outlet, voice) in enumerate(rows)
    ]
    claims = [
        claim(r, r.text, voice, "media" if voice in ("the One", "Two") else "official")
        for r, (_, voice) in zip(reports, rows, strict=True)
    ]
    origins = Origins(claims, {r.id: r for r in reports}, {})
    assert all(origins.of(c).name for c in claims)
    assert origins.standing(claims).origins <= max(1, len(claims))
    shuffled = Origins(claims[::-1], {r.id: r for r in reports[::-1]}, {})
    assert [origins.of(c).name for c in claims] == [shuffled.of(c).name for c in claims]
