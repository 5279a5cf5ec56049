"""The editorial states of an item form one graph."""

from content_library.states import SHAREABLE, TRANSITIONS, ItemState


def test_every_state_can_be_reached_and_left() -> None:
    assert set(TRANSITIONS) == set(ItemState)
    reached = {ItemState.DRAFT}
    while True:
        further = reached | {target for state in reached for target in TRANSITIONS[state]}
        if further == reached:
            break
        reached = further
    assert reached == set(ItemState)
    assert all(TRANSITIONS.values())


def test_what_can_be_shared_ends() -> None:
    for state in SHAREABLE:
        assert ItemState.EXPIRED in TRANSITIONS[state]
