"""“Approve my week”: exactly what was shown, all that can; what changed since, or cannot, stays and says why."""

from datetime import time, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.people import services as people
from advocacy.people.models import Delivery, Notification
from advocacy.people.states import NotificationKind
from advocacy.programme.services import pause
from content_library.states import ItemState
from sharing.models import Share
from sharing.services import preparing_weeks, shares, telling, weeks
from sharing.services.week_lines import week_lines
from sharing.states import ConnectionState, HoldReason, ShareState
from tests.factories.content_library import AssetFactory, ContentItemFactory, PagePostFactory
from tests.factories.sharing import ShareFactory
from tests.reads import exactly
from tests.unit.sharing.conftest import connected

S = ShareState


def later(days=2):
    """A wall time in Paris some days from now."""
    return f"{timezone.localtime(timezone.now() + timedelta(days=days)):%Y-%m-%d}T10:00"


@pytest.fixture
def draft(acme, amir, account):
    """`draft(text=…)`: one prepared draft of Amir's. Inside Acme."""

    def make(membership=amir, **values):
        return ShareFactory(membership=membership, **{"is_prepared": True, "due_local": later(), **values})

    return make


def seen(membership):
    return [weeks.Seen(line.share.public_id, line.version) for line in week_lines(membership)]


def test_one_tap_schedules_what_was_shown(acme, amir, inside, draft):
    with inside(acme):
        one, two = draft(text="One."), draft(text="Two.", due_local=later(3))
        outcome = weeks.approve_week(actor=amir, seen=seen(amir))
        assert [share.pk for share in outcome.approved] == [one.pk, two.pk]
        assert outcome.refused == []
        one.refresh_from_db()
        assert (one.state, one.text, one.due_local) == (S.SCHEDULED, "One.", later())
        assert one.due_at is not None
        assert one.content_sha256


def test_twice_is_once(acme, amir, inside, draft):
    with inside(acme):
        draft()
        shown = seen(amir)
        weeks.approve_week(actor=amir, seen=shown)
        outcome = weeks.approve_week(actor=amir, seen=shown)
        assert (len(outcome.approved), outcome.refused) == (1, [])
        assert Share.objects.count() == 1


@pytest.mark.parametrize("change", ["text", "hour", "picture"])
def test_what_changed_since_is_not_approved(acme, amir, inside, draft, change):
    with inside(acme):
        changed, same = draft(text="One."), draft(text="Two.", due_local=later(3))
        shown = seen(amir)
        if change == "text":
            shares.edit_share(actor=amir, share=changed, text="Another text.")
        elif change == "hour":
            weeks.move_prepared(actor=amir, share=changed, due_local=later(4))
        else:
            shares.edit_share(actor=amir, share=changed, pictures=[(AssetFactory(), "A bridge")])
        outcome = weeks.approve_week(actor=amir, seen=shown)
        assert [share.pk for share in outcome.approved] == [same.pk]
        assert [refused.code for refused in outcome.refused] == ["changed_meanwhile"]
        changed.refresh_from_db()
        assert changed.state == S.DRAFT


def test_another_account_since_is_not_approved(acme, amir, inside, draft, account):
    with inside(acme):
        draft()
        shown = seen(amir)
        account.permissions.update(ended_at=timezone.now())
        account.state = ConnectionState.REVOKED
        account.save()
        connected(amir)
        assert [each.code for each in weeks.approve_week(actor=amir, seen=shown).refused] == ["changed_meanwhile"]


def test_those_that_can_and_the_others_say_why(acme, amir, inside, draft):
    with inside(acme):
        item = ContentItemFactory(state=ItemState.ARCHIVED)
        good = draft(text="One.")
        draft(text="Two.", item=item)
        draft(text="   ")
        draft(text="Four.", due_local="2020-01-01T10:00")
        draft(text="Five.", network="x")
        outcome = weeks.approve_week(actor=amir, seen=seen(amir))
        assert [share.pk for share in outcome.approved] == [good.pk]
        codes = {refused.code for refused in outcome.refused}
        assert codes == {"item_not_live", "text_empty", "time_past", "not_connected"}
        assert Share.objects.filter(state=S.DRAFT).count() == 4
        assert all(refused.message for refused in outcome.refused)


def test_what_the_network_forbids_twice_is_refused(acme, amir, emma, inside, draft):
    with inside(acme):
        connected(amir, "x")
        ShareFactory(membership=emma, network="x", published=True, text="The same words, from a colleague of mine.")
        draft(network="x", text="The same words, from a colleague of mine.")
        assert [each.code for each in weeks.approve_week(actor=amir, seen=seen(amir)).refused] == ["too_similar"]


def test_an_idea_of_a_waiting_page_is_held(acme, amir, inside, draft):
    with inside(acme):
        item = ContentItemFactory(state=ItemState.WAITING)
        PagePostFactory(item=item, expected_at=timezone.now() + timedelta(days=1))
        share = draft(item=item)
        weeks.approve_week(actor=amir, seen=seen(amir))
        share.refresh_from_db()
        assert (share.state, share.reason) == (S.HELD, HoldReason.EMBARGO)


def test_nothing_is_approved_during_a_break(acme, amir, inside, draft):
    with inside(acme):
        draft()
        pause(actor=amir)
        assert [each.code for each in weeks.approve_week(actor=amir, seen=seen(amir)).refused] == ["on_a_break"]


def test_nobody_approves_for_somebody_else(acme, amir, alice, globex, gil, inside, draft):
    with inside(acme):
        draft()
        shown = seen(amir)
        assert [each.code for each in weeks.approve_week(actor=alice, seen=shown).refused] == ["draft_gone"]
        assert week_lines(alice) == []
    with inside(globex):
        assert [each.code for each in weeks.approve_week(actor=gil, seen=shown).refused] == ["draft_gone"]
    with inside(acme):
        assert Share.objects.get().state == S.DRAFT


@pytest.mark.parametrize("count", [1, 3])
def test_showing_the_week_asks_as_often_for_one_as_for_three(acme, amir, inside, draft, count):
    with inside(acme):
        for number in range(count):
            draft(due_local=later(number + 1), item=ContentItemFactory())
        with exactly(5):
            assert len(week_lines(amir)) == count


def test_moving_refuses_the_past(acme, amir, inside, draft):
    with inside(acme):
        share = draft()
        with pytest.raises(RuleViolation):
            weeks.move_prepared(actor=amir, share=share, due_local="2020-01-01T10:00")


# --- The e-mail ------------------------------------------------------------------------------------------------------
def tell(membership):
    """The e-mail about this person's week, at whatever hour the test runs."""
    people.change_mail_choices(actor=membership, mail_from=time(0), mail_until=time(23, 59, 59), at_weekends=True)
    path = preparing_weeks.week_path(membership)
    people.notify(membership=membership, kind=NotificationKind.WEEK_READY, details={}, path=path, once_key="week")
    return people.take_delivery(Delivery.objects.latest("pk").pk)


def test_the_letter_holds_every_text_and_does_nothing(acme, amir, inside, draft):
    with inside(acme):
        draft(text="Word for word.\n\nAs it would leave.", title="A bridge")
        letter = tell(amir)
    letter.send()
    message = mail.outbox[0]
    html = message.alternatives[0][0]
    for body in (message.body, html):
        assert "Word for word." in body
        assert "/o/acme/my-week/" in body
        assert "/mail/rules-off/" in body
    assert "<form" not in html
    assert message.subject == "1 draft is prepared for you"
    with inside(acme):
        assert Share.objects.get().state == S.DRAFT


def test_no_letter_when_nothing_is_left(acme, amir, inside, draft):
    with inside(acme):
        share = draft()
        weeks.remove_prepared(actor=amir, share=share)
        assert tell(amir) is None
        assert Notification.objects.count() == 1


def test_the_summary_tells_new_ideas_and_what_went_out(acme, amir, inside):
    since = timezone.now() - timedelta(days=7)
    with inside(acme):
        assert telling.new_ideas(amir, since).lines == []
        assert telling.gone_out(amir, since).lines == []
        ContentItemFactory(title="Fresh", state_changed_at=timezone.now())
        ContentItemFactory(title="Old", state_changed_at=since - timedelta(days=1))
        ShareFactory(membership=amir, published=True, title="Mine")
        assert [line.title for line in telling.new_ideas(amir, since).lines] == ["Fresh"]
        assert [line.title for line in telling.gone_out(amir, since).lines] == ["Mine"]
        pause(actor=amir)
        assert telling.new_ideas(amir, since) is None
