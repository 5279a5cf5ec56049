"""Notifications: told once, in one's language, by a mail that does nothing by itself; and what is not kept."""

from datetime import time, timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation

from advocacy.organisations.models import AuditEntry
from advocacy.people import selectors, services, tasks
from advocacy.people.models import Delivery, Invitation, Notification
from advocacy.people.states import DeliveryState, InvitationState, NotificationKind
from tests.factories.organisations import AuditEntryFactory
from tests.factories.people import InvitationFactory, NotificationFactory


def always(membership):
    """E-mails of this person leave at any hour."""
    services.change_mail_choices(actor=membership, mail_from=time(0), mail_until=time(23, 59, 59), at_weekends=True)


def tell(membership, key="once", kind=NotificationKind.SHARE_FAILED):
    return services.notify(
        membership=membership,
        kind=kind,
        details={"title": "A bridge", "network": "LinkedIn"},
        path="/o/acme/shares/",
        once_key=key,
    )


def letter_of(row):
    """The e-mail a worker would send now. Inside its tenant."""
    return services.take_delivery(Delivery.objects.get(notification=row).pk)


def test_told_once_and_mailed_once(acme, amir, inside, jobs_done):
    with jobs_done(), inside(acme):
        assert tell(amir) is not None
        assert tell(amir) is None
    assert [message.to for message in mail.outbox] == [[amir.user.email]]
    with inside(acme):
        row = Notification.objects.get()
        delivery = Delivery.objects.get()
    tasks.send_delivery(organisation_id=acme.pk, delivery_id=delivery.pk)
    assert len(mail.outbox) == 1
    assert row.emailed_at is not None
    assert delivery.state == DeliveryState.SENT


@pytest.mark.parametrize("language", ["en", "fr"])
# The prepared week is written by sharing, from what stands in it: tests/unit/sharing/test_weeks.py.
@pytest.mark.parametrize("kind", sorted(set(NotificationKind) - {NotificationKind.WEEK_READY}))
def test_every_kind_has_words_and_a_page(acme, amir, inside, kind, language):
    amir.user.language = language
    amir.user.save()
    with inside(acme):
        always(amir)
        letter_of(tell(amir, kind=kind)).send()
    message = mail.outbox[0]
    assert "%(" not in message.subject + message.body
    assert message.subject
    assert "/o/acme/shares/" in message.body
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    html = message.alternatives[0][0]
    assert "<form" not in html
    assert "<script" not in html


def test_words_do_without_details(acme, amir, inside):
    with inside(acme), translation.override("en"):
        said = selectors.said(NotificationFactory(membership=amir, details={}))
    assert "A share" in said.title


def test_no_mail_once_it_was_read_or_its_person_left(acme, amir, emma, alice, inside):
    with inside(acme):
        row, other = tell(amir), tell(emma)
        services.mark_read(actor=emma, notification=row)
        assert selectors.unread_notifications(amir).count() == 1
        services.mark_read(actor=amir, notification=row)
        assert letter_of(row) is None
        services.remove_member(actor=alice, membership=emma)
        assert letter_of(other) is None
        assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.NOT_NEEDED}


def test_mark_all_read_is_ones_own(acme, amir, emma, inside):
    with inside(acme):
        tell(amir, "1"), tell(amir, "2"), tell(emma)
        assert services.mark_all_read(actor=amir) == 2
        assert selectors.unread_notifications(emma).count() == 1


def test_the_sweep_finds_what_a_lost_message_forgot(acme, alice, amir, inside, jobs_done):
    with inside(acme):
        lost, fresh, stale = (tell(amir, key) for key in ("lost", "fresh", "stale"))
        ago = timezone.now() - timedelta(minutes=10)
        Delivery.objects.filter(notification=lost).update(next_at=ago)
        Delivery.objects.filter(notification=stale).update(next_at=ago, created_at=timezone.now() - timedelta(days=6))
        invitation = services.invite(actor=alice, email="n@acme.example", roles=frozenset(), language="en")
        Invitation.objects.filter(pk=invitation.pk).update(created_at=ago)
    with jobs_done():
        tasks.send_pending_notifications()
    assert sorted(message.to[0] for message in mail.outbox) == sorted([amir.user.email, "n@acme.example"])
    with inside(acme):
        states = {row.notification_id: row.state for row in Delivery.objects.all()}
    assert states == {
        lost.pk: DeliveryState.SENT,
        fresh.pk: DeliveryState.WAITING,
        stale.pk: DeliveryState.NOT_NEEDED,
    }


def test_the_purge_keeps_what_is_still_needed(acme, amir, inside):
    long_ago = timezone.now() - timedelta(days=400)
    with inside(acme):
        for state in InvitationState:
            row = InvitationFactory(state=state, expires_at=long_ago)
            Invitation.objects.filter(pk=row.pk).update(created_at=long_ago)
        recent = InvitationFactory()
        read, unread, kept = (NotificationFactory(membership=amir) for _ in range(3))
        Notification.objects.filter(pk=read.pk).update(read_at=timezone.now() - timedelta(days=91))
        Notification.objects.filter(pk=unread.pk).update(created_at=long_ago)
        AuditEntry.objects.bulk_create([AuditEntry(verb="old", subject_type="x")])
        kept_entry = AuditEntryFactory()
        for days in (29, 31):
            at = timezone.now() - timedelta(days=days)
            Delivery.objects.create(membership=amir, once_key=f"{days}", state=DeliveryState.SENT, next_at=at)
        counts = services.purge()
        assert counts == {"deliveries": 1, "invitations": 3, "notifications": 2, "audit": 0}
        assert list(Invitation.objects.all()) == [recent]
        assert list(Notification.objects.all()) == [kept]
        assert AuditEntry.objects.filter(pk=kept_entry.pk).exists()


def test_the_purge_goes_over_every_organisation(acme, globex, inside):
    for organisation in (acme, globex):
        with inside(organisation):
            row = InvitationFactory(state=InvitationState.REVOKED)
            Invitation.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=31))
    tasks.purge()
    for organisation in (acme, globex):
        with inside(organisation):
            assert not Invitation.objects.filter(state=InvitationState.REVOKED).exists()
