"""Notifications: told once, in one's language, by a mail that does nothing by itself; and what is not kept."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation

from advocacy.organisations.models import AuditEntry
from advocacy.people import selectors, services, tasks
from advocacy.people.models import Invitation, Notification
from advocacy.people.states import InvitationState, NotificationKind
from tests.factories.organisations import AuditEntryFactory
from tests.factories.people import InvitationFactory, NotificationFactory


def tell(membership, key="once", kind=NotificationKind.SHARE_FAILED):
    return services.notify(
        membership=membership,
        kind=kind,
        details={"title": "A bridge", "network": "LinkedIn"},
        path="/o/acme/shares/",
        once_key=key,
    )


def test_told_once_and_mailed_once(acme, amir, inside, jobs_done):
    with jobs_done(), inside(acme):
        assert tell(amir) is not None
        assert tell(amir) is None
    assert [message.to for message in mail.outbox] == [[amir.user.email]]
    tasks.send_notification(organisation_id=acme.pk, notification_id=_only(acme, inside).pk)
    assert len(mail.outbox) == 1
    assert _only(acme, inside).emailed_at is not None


def _only(acme, inside):
    with inside(acme):
        return Notification.objects.get()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", list(NotificationKind))
def test_every_kind_has_words_and_a_page(acme, amir, inside, kind, language):
    amir.user.language = language
    amir.user.save()
    with inside(acme):
        letter = services.notification_letter(tell(amir, kind=kind).pk)
        letter.send()
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
        assert services.notification_letter(row.pk) is not None
        services.mark_read(actor=amir, notification=row)
        assert services.notification_letter(row.pk) is None
        services.remove_member(actor=alice, membership=emma)
        assert services.notification_letter(other.pk) is None


def test_mark_all_read_is_ones_own(acme, amir, emma, inside):
    with inside(acme):
        tell(amir, "1"), tell(amir, "2"), tell(emma)
        assert services.mark_all_read(actor=amir) == 2
        assert selectors.unread_notifications(emma).count() == 1


def test_the_sweep_finds_what_a_lost_message_forgot(acme, alice, amir, inside, jobs_done):
    with inside(acme):
        lost = tell(amir, "lost")
        fresh = tell(amir, "fresh")
        stale = tell(amir, "stale")
        Notification.objects.filter(pk=lost.pk).update(created_at=timezone.now() - timedelta(minutes=10))
        Notification.objects.filter(pk=stale.pk).update(created_at=timezone.now() - timedelta(days=3))
        invitation = services.invite(actor=alice, email="n@acme.example", roles=frozenset(), language="en")
        Invitation.objects.filter(pk=invitation.pk).update(created_at=timezone.now() - timedelta(minutes=10))
    with jobs_done():
        tasks.send_pending_notifications()
    assert sorted(message.to[0] for message in mail.outbox) == sorted([amir.user.email, "n@acme.example"])
    with inside(acme):
        assert Notification.objects.get(pk=lost.pk).emailed_at is not None
        assert Notification.objects.get(pk=fresh.pk).emailed_at is None


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
        counts = services.purge()
        assert counts == {"invitations": 3, "notifications": 2, "audit": 0}
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
