"""How often an idea was taken up: what the people who write the library are told about it."""

import pytest

from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.selectors.registry import Taken
from sharing import selectors
from tests.factories.content_library import ContentItemFactory
from tests.factories.sharing import ConnectionFactory, ShareFactory

pytestmark = pytest.mark.unit


def test_a_draft_is_its_authors_alone_even_as_a_number(amir: Membership) -> None:
    with tenant(amir.organisation_id):
        item = ContentItemFactory()
        ShareFactory(membership=amir, item=item)
        assert selectors.taken_counts([item.pk]).get(item.pk, Taken()) == Taken()
        account = ConnectionFactory(user=amir.user)
        ShareFactory(membership=amir, item=item, connection=account, held=True)
        assert selectors.taken_counts([item.pk]) == {item.pk: Taken(people=0, preparing=1)}
