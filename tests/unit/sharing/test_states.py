"""The graph of a share's states: what leads where, and what never may."""

from itertools import product

import pytest

from sharing.states import CHANGEABLE, LIVE, MAY_BE_OUT, TERMINAL, TRANSITIONS, AttemptOutcome, ShareState, check_graph

S = ShareState

ALLOWED = {
    (S.DRAFT, S.SCHEDULED),
    (S.DRAFT, S.HELD),
    (S.DRAFT, S.PUBLISHED),
    (S.SCHEDULED, S.PUBLISHING),
    (S.SCHEDULED, S.HELD),
    (S.SCHEDULED, S.CANCELLED),
    (S.SCHEDULED, S.MISSED),
    (S.SCHEDULED, S.DRAFT),
    (S.HELD, S.SCHEDULED),
    (S.HELD, S.CANCELLED),
    (S.HELD, S.MISSED),
    (S.HELD, S.DRAFT),
    (S.PUBLISHING, S.PUBLISHED),
    (S.PUBLISHING, S.SCHEDULED),
    (S.PUBLISHING, S.HELD),
    (S.PUBLISHING, S.FAILED),
    (S.PUBLISHING, S.UNCONFIRMED),
    (S.UNCONFIRMED, S.PUBLISHED),
    (S.UNCONFIRMED, S.SCHEDULED),
    (S.UNCONFIRMED, S.CANCELLED),
    (S.PUBLISHED, S.REMOVED),
    (S.PUBLISHED, S.DRAFT),
}


@pytest.mark.parametrize(("source", "target"), list(product(S, S)), ids=lambda state: state.value)
def test_every_pair(source: ShareState, target: ShareState) -> None:
    assert (target in TRANSITIONS[source]) is ((source, target) in ALLOWED)


def test_ends_have_no_exit_but_removal() -> None:
    assert {state for state in TERMINAL if TRANSITIONS[state]} == {S.PUBLISHED}


def test_a_doubt_does_not_end_in_a_failure_or_by_being_late() -> None:
    assert TRANSITIONS[S.UNCONFIRMED].isdisjoint({S.FAILED, S.MISSED, S.HELD, S.PUBLISHING})


def test_what_is_leaving_cannot_be_changed() -> None:
    assert CHANGEABLE.isdisjoint({S.PUBLISHING, S.UNCONFIRMED})
    assert LIVE.isdisjoint(TERMINAL)


def test_an_attempt_that_was_only_started_may_be_out() -> None:
    assert {AttemptOutcome.STARTED, AttemptOutcome.UNCONFIRMED, AttemptOutcome.PUBLISHED} == MAY_BE_OUT


def test_a_broken_graph_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TRANSITIONS, S.FAILED, frozenset({S.SCHEDULED}))
    with pytest.raises(ValueError, match="graph"):
        check_graph()
