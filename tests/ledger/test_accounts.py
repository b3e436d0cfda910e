"""Users and sessions of a ledger: rows that are only added, and what follows from them."""

import pytest

from sayso.errors import InputError, LedgerError, NotFoundError
from sayso.ledger import Store
from sayso.ledger.accounts import User, UserRole


def test_a_user_is_found_by_name_in_any_case(store: Store) -> None:
    assert not store.has_users()
    store.add_user("Żaneta", UserRole.REVIEWER, "hash", "root")
    assert store.has_users()
    found = store.account("żANETA")
    assert found is not None
    assert found.user == User("Żaneta", UserRole.REVIEWER)
    assert (found.password, found.author) == ("hash", "root")
    # the same letters in another Unicode form
    assert store.account("Z\u0307aneta") == found
    with pytest.raises(InputError, match="there is a user"):
        store.add_user("ŻANETA", UserRole.READER, "hash", "root")


@pytest.mark.parametrize("name", ["", "a b", "a\nb", "a/b", "x" * 65, "<script>", "a\x00", "\u202egnp"])
def test_what_is_no_name_is_refused(store: Store, name: str) -> None:
    with pytest.raises(InputError, match="cannot be a user's name"):
        store.add_user(name, UserRole.READER, "hash", "root")


def test_the_newest_row_of_a_name_holds(store: Store) -> None:
    store.add_user("anna", UserRole.READER, "one", "root")
    store.add_user("ben", UserRole.READER, "two", "root")
    assert store.change_user("ANNA", "ben", role=UserRole.ADMIN) == User("anna", UserRole.ADMIN)
    assert store.change_user("anna", "ben", password="three").role is UserRole.ADMIN
    assert [(a.user.name, a.user.role, a.password) for a in store.accounts()] == [
        ("anna", UserRole.ADMIN, "three"),
        ("ben", UserRole.READER, "two"),
    ]
    assert store.remove_user("anna", "ben").name == "anna"
    assert store.account("anna") is None
    for act in (store.change_user, store.remove_user):
        with pytest.raises(NotFoundError, match="there is no user 'anna'"):
            act("anna", "ben")
    store.add_user("anna", UserRole.READER, "four", "root")
    assert store.has_users()


def test_a_session_lasts_until_it_is_closed_or_over(store: Store) -> None:
    store.add_user("anna", UserRole.READER, "one", "root")
    account = store.account("anna")
    assert account is not None
    store.open_session("first", account, 100)
    store.open_session("second", account, 200)
    assert store.signed_in("first", 99) == User("anna", UserRole.READER)
    assert store.signed_in("first", 100) is None
    assert store.signed_in("second", 100) is not None
    store.close_session("second")
    assert store.signed_in("second", 100) is None
    store.close_session("never opened")
    assert store.signed_in("never opened", 0) is None


def test_a_session_follows_the_user(store: Store) -> None:
    store.add_user("anna", UserRole.READER, "one", "root")
    account = store.account("anna")
    assert account is not None
    store.open_session("token", account, 100)
    store.change_user("anna", "root", role=UserRole.ADMIN)
    assert store.signed_in("token", 0) == User("anna", UserRole.ADMIN)
    store.change_user("anna", "root", password="other")
    assert store.signed_in("token", 0) is None


def test_a_ledger_that_can_only_be_read_says_so(lasting: str) -> None:
    with Store.open(lasting) as store:
        store.add_user("anna", UserRole.READER, "one", "root")
    with Store.open(lasting, read_only=True) as reading:
        assert reading.read_only
        account = reading.account("anna")
        assert account is not None
        with pytest.raises(LedgerError, match="can only be read"):
            reading.open_session("token", account, 100)


def test_the_state_is_another_one_after_every_row_but_those_of_sessions(store: Store) -> None:
    states = [store.state()]
    store.add_user("anna", UserRole.READER, "one", "root")
    states.append(store.state())
    store.decide("source:x", "grade", "B", "anna")
    states.append(store.state())
    store.begin_run({})
    states.append(store.state())
    assert len(set(states)) == len(states)
    account = store.account("anna")
    assert account is not None
    store.open_session("token", account, 100)
    assert store.state() == states[-1]
