"""The people of Acme, all of them at once: the walk tries every door with each."""

import pytest

from advocacy.people.models import Membership


@pytest.fixture
def acme_cast(
    alice: Membership,
    adam: Membership,
    cara: Membership,
    carl: Membership,
    marc: Membership,
    amir: Membership,
    emma: Membership,
) -> dict[str, Membership]:
    """Owner, administrator, communications, contributor, manager, ambassador, employee."""
    return {
        "owner": alice,
        "administrator": adam,
        "content manager": cara,
        "contributor": carl,
        "manager": marc,
        "ambassador": amir,
        "employee": emma,
    }
