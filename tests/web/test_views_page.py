"""Saved views: kept for each user, as rows that are never changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.serving import add_user, client, example_ledger, sign_in, token

from sayso.errors import InputError, NotFoundError
from sayso.ledger.accounts import UserRole
from sayso.run.views import own_address


def test_a_view_is_kept_and_dropped_and_never_overwritten(tmp_path_factory: pytest.TempPathFactory) -> None:
    with example_ledger(tmp_path_factory.mktemp("views")) as ledger:
        kept = ledger.save_view("ana", "Market", "/search?q=market")
        with pytest.raises(InputError, match=r"'Market' leads to /search\?q=market already. Take another name"):
            ledger.save_view("ana", "market ", "/?disputed=1")
        assert ledger.save_view("ana", "market ", "/search?q=market") == kept
        ledger.save_view("ben", "Market", "/disputes")
        (view,) = ledger.saved_views("ana")
        assert view == kept
        ledger.drop_view("ana", view.key)
        ledger.save_view("ana", "Market", "/?disputed=1")
        ledger.drop_view("ana", view.key)
        assert ledger.saved_views("ana") == []
        assert [v.address for v in ledger.saved_views("ben")] == ["/disputes"]
        with pytest.raises(NotFoundError):
            ledger.drop_view("ana", view.key)
        with pytest.raises(InputError, match="needs a name"):
            ledger.save_view("ana", "  ", "/")


@pytest.mark.parametrize(
    "address",
    [
        "//example.org",
        "https://example.org/",
        "javascript:alert(1)",
        "/\\example.org",
        "search",
        "/a\nb",
        "/" + "a" * 2000,
        "///x",
    ],
)
def test_only_pages_of_the_workbench_are_kept(address: str) -> None:
    with pytest.raises(InputError, match="no page of the workbench"):
        own_address(address)


@given(st.text(max_size=40))
def test_what_is_kept_stays_on_the_host(address: str) -> None:
    try:
        kept = own_address(address)
    except InputError:
        return
    assert kept.startswith("/") and not kept.startswith(("//", "/\\"))


def test_pages(tmp_path_factory: pytest.TempPathFactory) -> None:
    with example_ledger(tmp_path_factory.mktemp("pages")) as ledger:
        asking = client(ledger)
        header = token(asking)
        form = {"name": "<b>Mine</b>", "address": "/search?q=a&b=c"}
        assert asking.post("/views", data=form).status_code == 403
        assert asking.post("/views", data=form, headers=header).status_code == 303
        other = asking.post("/views", data=form | {"address": "/disputes"}, headers=header)
        assert other.status_code == 400 and "leads to /search?q=a&amp;b=c already. Take another name" in other.text
        page = asking.get("/views").text
        assert "&lt;b&gt;Mine" in page and 'href="/search?q=a&amp;b=c"' in page
        key = page.split("/views/v-")[1].split("/drop")[0]
        assert asking.post(f"/views/v-{key}/drop", headers=header).status_code == 303
        assert "&lt;b&gt;Mine" not in asking.get("/views").text
        add_user(ledger, "rita", UserRole.READER)
        header = sign_in(asking, "rita")
        assert asking.post("/views", data=form, headers=header).status_code == 403
        assert "bookmarks" in asking.get("/views").text
