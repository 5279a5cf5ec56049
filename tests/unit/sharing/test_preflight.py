"""A quarter of an hour before: what would stop a share is said while its author can still act."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from advocacy.lib import jobs
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership, Notification
from advocacy.programme.models import Enrolment
from advocacy.tenancy import tenant
from sharing.models import Connection, Preflight, Share, SharePicture
from sharing.services import preflight, settling
from sharing.states import HoldReason, ShareState
from tests.factories.content_library import AssetFactory
from tests.factories.sharing import ConnectionFactory, ConnectionPermissionFactory, ShareFactory
from tests.reads import exactly

S = ShareState
Soon = Callable[..., Share]


@pytest.fixture(autouse=True)
def _inside(acme: Organisation, amir: Membership, account: Connection) -> Any:
    Connection.objects.update(access_token="v1.sealed")
    with tenant(acme.pk):
        yield


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    monkeypatch.setattr(jobs, "enqueue", lambda name, **_kwargs: names.append(name))
    return names


@pytest.fixture
def soon(amir: Membership, account: Connection) -> Soon:
    def make(minutes: float = 10, **values: Any) -> Share:
        share: Share = ShareFactory(
            membership=amir,
            connection=values.pop("connection", account),
            scheduled=True,
            due_at=timezone.now() + timedelta(minutes=minutes),
            **values,
        )
        return share

    return make


def where(share: Share) -> tuple[str, str]:
    share.refresh_from_db()
    return share.state, share.reason


def test_each_share_is_looked_over_once_in_its_quarter_of_an_hour(soon: Soon) -> None:
    share, later = soon(), soon(minutes=40)
    assert preflight.look_ahead() == 1
    assert preflight.look_ahead() == 0
    assert where(share) == (S.SCHEDULED, "")
    moved = timezone.now() + timedelta(minutes=12)
    Share.objects.filter(pk=share.pk).update(due_at=moved, next_at=moved)
    assert preflight.look_ahead() == 1, "promised for another time, it is looked over again"
    assert not Preflight.objects.filter(share=later).exists()


def test_an_access_that_ends_before_is_asked_for_now_and_not_at_the_last_moment(
    soon: Soon, amir: Membership, account: Connection
) -> None:
    share = soon()
    Connection.objects.filter(pk=account.pk).update(access_expires_at=timezone.now() + timedelta(minutes=5))
    preflight.look_ahead()
    assert where(share) == (S.HELD, HoldReason.RECONNECT)
    assert Notification.objects.filter(membership=amir, kind="share_held").count() == 1
    assert settling.release_held_shares() == 0, "it is still alive, and ends too early"
    Connection.objects.filter(pk=account.pk).update(access_expires_at=timezone.now() + timedelta(days=60))
    assert settling.release_held_shares() == 1
    assert where(share) == (S.SCHEDULED, "")


def test_an_access_that_renews_itself_is_renewed_ahead(soon: Soon, account: Connection, rung: list[str]) -> None:
    share = soon()
    Connection.objects.filter(pk=account.pk).update(
        access_expires_at=timezone.now() + timedelta(minutes=5), refresh_token="v1.sealed"
    )
    preflight.look_ahead()
    assert where(share) == (S.SCHEDULED, "")
    assert rung == ["sharing.refresh_grant"]


def test_a_scope_that_is_missing_is_seen(soon: Soon, account: Connection) -> None:
    share = soon()
    Connection.objects.filter(pk=account.pk).update(scopes=["openid"])
    preflight.look_ahead()
    assert where(share) == (S.HELD, HoldReason.RECONNECT)


def test_a_break_is_seen(soon: Soon, amir: Membership) -> None:
    share = soon()
    Enrolment.objects.filter(membership=amir).update(state="paused")
    preflight.look_ahead()
    assert where(share) == (S.HELD, HoldReason.PAUSED)


def test_a_text_that_grew_too_long_and_a_picture_that_is_gone_are_seen(soon: Soon, rung: list[str]) -> None:
    long, picture, there = soon(text="x" * 4000), soon(), soon()
    name = default_storage.save("o/there.png", ContentFile(b"bytes"))
    # What a promised share carries is fixed: it goes in while they are drafts.
    Share.objects.update(state=S.DRAFT)
    SharePicture.objects.create(share=picture, asset=AssetFactory(file="o/gone.png"))
    SharePicture.objects.create(share=there, asset=AssetFactory(file=name))
    Share.objects.update(state=S.SCHEDULED)
    preflight.look_ahead()
    assert where(long) == (S.HELD, HoldReason.TEXT)
    assert where(picture) == (S.HELD, HoldReason.PICTURE)
    assert where(there) == (S.SCHEDULED, "")
    assert rung[-1] == "sharing.upload_ahead"


def test_a_budget_that_will_not_last_is_said_before(soon: Soon, amir: Membership, settings: Any) -> None:
    settings.X_MONTHLY_USD = Decimal("0.02")
    on_x: Connection = ConnectionFactory(user=amir.user, network="x", access_token="v1.sealed")
    ConnectionPermissionFactory(membership=amir, connection=on_x)
    words = ("One of quite some words.", "Another, about the harbour and its cranes.")
    first, second = (soon(network="x", connection=on_x, text=text, minutes=5 + 5 * n) for n, text in enumerate(words))
    preflight.look_ahead()
    assert where(first) == (S.SCHEDULED, "")
    assert where(second) == (S.HELD, HoldReason.BUDGET)


def test_it_is_cheap_over_many(soon: Soon, settings: Any) -> None:
    settings.ACCOUNT_POSTS_PER_DAY = 100
    for number in range(30):
        soon(text=f"Number {number}")
    with exactly(5):
        preflight.look_ahead()
