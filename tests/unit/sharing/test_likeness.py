"""How much two texts are alike, and the networks' rule against saying the same thing twice."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from sharing.networks import build
from sharing.selectors.likeness import NEAR_IDENTICAL, closest, closest_colleague, ratio_of, runs_of
from sharing.services import similarity
from tests.factories.content_library import ContentItemFactory
from tests.factories.sharing import ShareFactory

SAID = "Two winters later the school uses sixty-two per cent less heat, and nobody wears a coat in class any more."
AGAIN = "Two winters later the school uses sixty-two per cent less heat, and nobody wears a coat in class any longer."
OTHER = "This morning a pupil showed me how the heating works. She was right about all of it, and I was not."


def test_the_same_words_are_the_same_text_whatever_link_they_carry():
    assert closest(f"{SAID} https://a.example/l/one", [f"{SAID}\nhttps://a.example/l/two"]) == 1


def test_one_other_word_is_still_nearly_the_same():
    assert NEAR_IDENTICAL <= closest(AGAIN, [SAID]) < 1


def test_other_words_about_the_same_thing_are_apart():
    assert closest(OTHER, [SAID]) < 0.1


@pytest.mark.parametrize(("one", "other", "ratio"), [("Hello there", "hello THERE", 1), ("", "", 0), ("🙂", "🙂", 1)])
def test_short_texts_are_compared_as_a_whole(one: str, other: str, ratio: float):
    assert ratio_of(runs_of(one), runs_of(other)) == ratio


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_ratio_is_a_part_of_one_and_the_same_both_ways(one: str, other: str):
    there, back = ratio_of(runs_of(one), runs_of(other)), ratio_of(runs_of(other), runs_of(one))
    assert there == back
    assert 0 <= there <= 1
    assert ratio_of(runs_of(one), runs_of(one)) == (1 if runs_of(one) else 0)


@pytest.mark.parametrize("how", ["scheduled", "held", "published"])
def test_nobody_says_the_same_twice_where_the_network_forbids_it(amir: Membership, carl: Membership, how: str):
    with tenant(amir.organisation_id):
        ShareFactory(membership=carl, network="x", text=SAID, **{how: True})
        with pytest.raises(RuleViolation) as refused:
            similarity.check(build("x"), AGAIN)
        assert (refused.value.code, refused.value.field) == (similarity.TOO_SIMILAR, "text")
        similarity.check(build("x"), OTHER)


def test_a_draft_stops_nobody_and_neither_does_what_is_long_past(amir: Membership, carl: Membership):
    with tenant(amir.organisation_id):
        ShareFactory(membership=carl, network="x", text=SAID)
        past = timezone.now() - timedelta(days=31)
        ShareFactory(membership=carl, network="x", text=SAID, published=True, due_at=past)
        similarity.check(build("x"), SAID)


def test_a_share_is_not_compared_with_itself_nor_with_another_network(amir: Membership, carl: Membership):
    with tenant(amir.organisation_id):
        own = ShareFactory(membership=amir, network="x", text=SAID, scheduled=True)
        ShareFactory(membership=carl, network="linkedin", text=SAID, scheduled=True)
        similarity.check(build("x"), SAID, besides=own)


def test_a_network_that_does_not_forbid_it_is_not_asked(amir: Membership, carl: Membership):
    with tenant(amir.organisation_id):
        ShareFactory(membership=carl, network="linkedin", text=SAID, published=True)
        similarity.check(build("linkedin"), SAID)


def test_another_organisation_is_no_neighbour(amir: Membership, globex: Organisation, gil: Membership):
    with tenant(globex.pk):
        ShareFactory(membership=gil, network="x", text=SAID, scheduled=True)
    with tenant(amir.organisation_id):
        similarity.check(build("x"), SAID)


def test_what_a_colleague_published_is_told_by_level_only(amir: Membership, carl: Membership):
    with tenant(amir.organisation_id):
        item = ContentItemFactory()
        old = timezone.now() - timedelta(days=90)
        assert closest_colleague(amir, item, SAID).level == "apart"
        ShareFactory(membership=amir, item=item, text=SAID, published=True)
        ShareFactory(membership=carl, item=item, text=SAID, scheduled=True)
        assert closest_colleague(amir, item, SAID).level == "apart"
        ShareFactory(membership=carl, item=item, text=SAID, published=True, due_at=old)
        assert closest_colleague(amir, item, AGAIN).level == "same"
        assert closest_colleague(amir, None, AGAIN).level == "apart"
        assert closest_colleague(amir, item, f"{SAID[:60]} but then something else happened to us all").level == "apart"
