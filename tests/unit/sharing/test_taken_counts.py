"""How often an idea was taken up: what the people who write the library are told about it."""

import pytest

from advocacy.organisations.models import Organisation
from advocacy.tenancy import tenant
from content_library.models import ContentItem
from content_library.selectors.registry import Taken
from sharing import selectors
from tests.factories.content_library import ContentItemFactory
from tests.factories.people import MembershipFactory
from tests.factories.sharing import ConnectionFactory, ShareFactory

pytestmark = pytest.mark.unit


def take_up(acme: Organisation, item: ContentItem, people: int, **how: bool) -> None:
    for _number in range(people):
        member = MembershipFactory(organisation=acme)
        ShareFactory(membership=member, item=item, connection=ConnectionFactory(user=member.user), **how)


def test_a_draft_is_its_authors_alone_even_as_a_number(acme: Organisation) -> None:
    with tenant(acme.pk):
        item = ContentItemFactory()
        take_up(acme, item, 6)
        assert selectors.taken_counts([item.pk]) == {item.pk: Taken(people=None, preparing=None)}


@pytest.mark.parametrize("people", [0, 1, 4])
def test_a_group_that_is_too_small_is_told_like_nobody(acme: Organisation, people: int) -> None:
    with tenant(acme.pk):
        item = ContentItemFactory()
        take_up(acme, item, people, published=True)
        take_up(acme, item, people, held=True)
        assert selectors.taken_counts([item.pk]).get(item.pk, Taken()) == Taken(people=None, preparing=None)


def test_from_the_smallest_group_on_the_number_is_told(acme: Organisation) -> None:
    with tenant(acme.pk):
        item = ContentItemFactory()
        take_up(acme, item, acme.smallest_group, published=True)
        take_up(acme, item, acme.smallest_group + 1, held=True)
        assert selectors.taken_counts([item.pk]) == {item.pk: Taken(people=5, preparing=6)}
