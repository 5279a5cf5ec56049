"""The cast itself: two companies whose rows never meet."""

import pytest

from advocacy.people import selectors
from advocacy.tenancy import NoTenant
from content_library.models import ContentItem
from sharing.models import Share
from tests.canary import CANARY


def test_each_organisation_sees_its_own_rows(acme, globex, amir, gil, inside):
    with inside(acme):
        assert not ContentItem.objects.exists()
    with inside(globex):
        assert [CANARY in item.title for item in ContentItem.objects.all()] == [True]
        assert {share.membership for share in Share.objects.all()} == {gil}


def test_rows_need_a_tenant(globex):
    with pytest.raises(NoTenant):
        ContentItem.objects.count()


def test_an_ambassador_is_one_by_enrolment(acme, amir, emma):
    assert amir.is_ambassador
    assert not emma.is_ambassador
    assert set(selectors.members(acme)) == {amir, emma}
