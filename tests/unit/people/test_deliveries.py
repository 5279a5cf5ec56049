"""Each e-mail: wanted or not, outside quiet hours, once, tried again only when it certainly did not leave."""

import smtplib
from datetime import UTC, datetime, time, timedelta
from email.utils import parseaddr

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from advocacy.lib.emails import Attempt
from advocacy.lib.errors import RuleViolation
from advocacy.people import selectors, services, tasks
from advocacy.people.models import Delivery, MailChoices, Membership, Notification
from advocacy.people.services import deliveries, digests, hooks
from advocacy.people.services.mail_choices import stop_url
from advocacy.people.services.quiet import quiet_until
from advocacy.people.states import ALWAYS_MAILED, DeliveryState, Digest, NotificationKind
from advocacy.tenancy import tenant
from tests.factories.cast import acme_member
from tests.reads import exactly

S, K = DeliveryState, NotificationKind
TUESDAY_EVENING = datetime(2026, 6, 9, 19, 30, tzinfo=UTC)
TUESDAY_NOON = datetime(2026, 6, 9, 10, 0, tzinfo=UTC)
FRIDAY_EVENING = datetime(2026, 6, 12, 17, 0, tzinfo=UTC)


class Refusing(EmailBackend):
    """A server that takes nothing."""

    def open(self):
        raise ConnectionRefusedError


class Dying(EmailBackend):
    """A server that goes silent after it was given the letter."""

    def send_messages(self, messages):
        raise TimeoutError


class Picky(EmailBackend):
    """A server that knows nobody of that name."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({})


@pytest.fixture
def tell(acme, inside):
    """`tell(amir)`: a notification that waits for its e-mail."""

    def make(membership, kind=K.SHARE_HELD, key="once"):
        with inside(acme):
            services.notify(membership=membership, kind=kind, details={}, path="/o/acme/shares/", once_key=key)
            return Delivery.objects.get(notification__once_key=key)

    return make


@pytest.fixture
def at(monkeypatch):
    """`at(moment)`: the clock of deliveries and summaries."""

    def set_clock(moment):
        for module in (deliveries, digests):
            monkeypatch.setattr(module.timezone, "now", lambda: moment)

    return set_clock


@pytest.fixture
def reread(acme, inside):
    def read(delivery):
        with inside(acme):
            return Delivery.objects.get(pk=delivery.pk)

    return read


def run(delivery):
    tasks.send_delivery(organisation_id=delivery.organisation_id, delivery_id=delivery.pk)


# --- Quiet hours -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("now", "zone", "ends"),
    [
        ("2026-06-09T12:00+02:00", "Europe/Paris", None),
        ("2026-06-09T07:59+02:00", "Europe/Paris", "2026-06-09T08:00+02:00"),
        ("2026-06-09T18:00+02:00", "Europe/Paris", "2026-06-10T08:00+02:00"),
        # Friday evening waits for Monday.
        ("2026-06-12T18:30+02:00", "Europe/Paris", "2026-06-15T08:00+02:00"),
        # The same moment is night in one place and noon in another.
        ("2026-06-09T20:00+02:00", "America/New_York", None),
        # The clocks go back on the Sunday between: Monday's eight o'clock is an hour later in the world.
        ("2026-10-23T19:00+02:00", "Europe/Paris", "2026-10-26T08:00+01:00"),
        # And forward.
        ("2026-03-27T19:00+01:00", "Europe/Paris", "2026-03-30T08:00+02:00"),
    ],
)
def test_quiet_ends_at_the_hour_on_the_persons_clock(now, zone, ends):
    expected = datetime.fromisoformat(ends) if ends else None
    assert quiet_until(MailChoices(), zone, datetime.fromisoformat(now)) == expected


def test_hours_over_midnight_and_at_weekends():
    night = MailChoices(mail_from=time(20), mail_until=time(6), at_weekends=True)
    assert quiet_until(night, "Europe/Paris", datetime.fromisoformat("2026-06-13T23:00+02:00")) is None
    assert quiet_until(night, "Europe/Paris", datetime.fromisoformat("2026-06-13T12:00+02:00")) == (
        datetime.fromisoformat("2026-06-13T20:00+02:00")
    )


def test_an_hour_the_clocks_skip_begins_at_the_next_one():
    early = MailChoices(mail_from=time(2, 30), mail_until=time(18), at_weekends=True)
    # On 29 March 2026 in Paris there is no half past two.
    ends = quiet_until(early, "Europe/Paris", datetime.fromisoformat("2026-03-28T20:00+01:00"))
    assert ends == datetime.fromisoformat("2026-03-29T03:30+02:00")


def test_a_letter_waits_for_its_hour(tell, amir, at, reread):
    delivery = tell(amir)
    at(FRIDAY_EVENING)
    with_clock(delivery, FRIDAY_EVENING)
    run(delivery)
    row = reread(delivery)
    assert mail.outbox == []
    assert (row.state, row.in_quiet_hours) == (S.WAITING, True)
    assert row.next_at == datetime.fromisoformat("2026-06-15T08:00+02:00")
    at(row.next_at)
    run(delivery)
    assert reread(delivery).state == S.SENT


def with_clock(delivery, moment):
    """As if the row had been made at that moment."""
    with tenant(delivery.organisation_id):
        Delivery.objects.filter(pk=delivery.pk).update(next_at=moment, created_at=moment)


@pytest.mark.parametrize("kind", sorted(ALWAYS_MAILED))
def test_what_only_the_person_can_settle_waits_for_nothing(tell, amir, at, reread, kind):
    delivery = tell(amir, kind)
    at(TUESDAY_EVENING)
    with_clock(delivery, TUESDAY_EVENING)
    run(delivery)
    assert reread(delivery).state == S.SENT
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


# --- Wanted or not ---------------------------------------------------------------------------------------------------
def test_a_kind_that_is_not_wanted_is_noted_and_not_sent(tell, amir, acme, inside, reread):
    with inside(acme):
        services.change_mail_choices(actor=amir, unwanted={K.SHARE_HELD})
    delivery = tell(amir)
    run(delivery)
    assert (mail.outbox, reread(delivery).state) == ([], S.NOT_WANTED)
    with inside(acme):
        assert selectors.unread_count(amir) == 1


def test_what_always_comes_cannot_be_switched_off(amir, acme, inside):
    with inside(acme), pytest.raises(RuleViolation) as refused:
        services.change_mail_choices(actor=amir, unwanted={K.SHARE_FAILED})
    assert refused.value.code == "always_mailed"


def test_hours_that_leave_no_time_are_refused(amir, acme, inside):
    with inside(acme), pytest.raises(RuleViolation):
        services.change_mail_choices(actor=amir, mail_from=time(9), mail_until=time(9))


# --- Once ------------------------------------------------------------------------------------------------------------
def test_two_workers_send_one(tell, amir, acme, at, inside):
    delivery = tell(amir)
    at(TUESDAY_NOON)
    with_clock(delivery, TUESDAY_NOON)
    with inside(acme):
        assert services.take_delivery(delivery.pk) is not None
        assert services.take_delivery(delivery.pk) is None


def test_a_dead_worker_leaves_a_doubt_and_no_second_letter(tell, amir, acme, at, inside, reread):
    delivery = tell(amir)
    at(TUESDAY_NOON)
    with_clock(delivery, TUESDAY_NOON)
    with inside(acme):
        services.take_delivery(delivery.pk)
        at(TUESDAY_NOON + timedelta(minutes=11))
        assert services.ring_waiting_deliveries(acme.pk) == 0
    run(delivery)
    assert (mail.outbox, reread(delivery).state) == ([], S.UNKNOWN)


@pytest.mark.parametrize(
    ("backend", "error"), [("Refusing", "ConnectionRefusedError"), ("Picky", "SMTPRecipientsRefused")]
)
def test_what_certainly_did_not_leave_is_tried_again(settings, tell, amir, at, reread, backend, error):
    settings.EMAIL_BACKEND = f"{__name__}.{backend}"
    delivery, now = tell(amir), TUESDAY_NOON
    with_clock(delivery, now)
    for tries in range(1, 6):
        at(now)
        run(delivery)
        row = reread(delivery)
        assert (row.tries, row.error) == (tries, error)
        now = row.next_at
    assert row.state == S.FAILED


def test_a_refused_letter_leaves_at_the_next_try(settings, tell, amir, at, reread):
    delivery, working = tell(amir), settings.EMAIL_BACKEND
    with_clock(delivery, TUESDAY_NOON)
    at(TUESDAY_NOON)
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    run(delivery)
    settings.EMAIL_BACKEND = working
    run(delivery)
    assert mail.outbox == []
    at(TUESDAY_NOON + timedelta(minutes=3))
    run(delivery)
    assert reread(delivery).state == S.SENT


def test_a_silent_server_is_a_doubt(settings, tell, amir, at, reread):
    settings.EMAIL_BACKEND = f"{__name__}.Dying"
    delivery = tell(amir)
    with_clock(delivery, TUESDAY_NOON)
    at(TUESDAY_NOON)
    run(delivery)
    assert (reread(delivery).state, reread(delivery).error) == (S.UNKNOWN, "TimeoutError")


def test_noting_twice_changes_nothing(tell, amir, acme, at, inside, reread):
    delivery = tell(amir)
    with_clock(delivery, TUESDAY_NOON)
    at(TUESDAY_NOON)
    run(delivery)
    with inside(acme):
        services.note_delivery(delivery.pk, Attempt(sent=False, error="X"))
    assert reread(delivery).state == S.SENT


# --- The stop link ---------------------------------------------------------------------------------------------------
def path_of(url):
    return "/" + url.split("/", 3)[3]


def test_a_stop_link_stops_its_kind_and_nothing_on_get(tell, amir, acme, at, inside):
    delivery = tell(amir)
    with_clock(delivery, TUESDAY_NOON)
    at(TUESDAY_NOON)
    run(delivery)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path, browser = path_of(headers["List-Unsubscribe"].strip("<>")), Client(enforce_csrf_checks=True)
    assert path in mail.outbox[0].body
    assert b"Stop these e-mails?" in browser.get(path).content
    with inside(acme):
        assert selectors.mail_choices(amir).unwanted == []
    assert browser.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    browser.post(path)
    with inside(acme):
        choices = selectors.mail_choices(amir)
        assert (choices.unwanted, choices.digest) == ([K.SHARE_HELD], Digest.WEEKLY)
        assert not Notification.objects.filter(read_at__isnull=False).exists()


def test_a_stop_link_for_the_summary(amir, acme, inside):
    path = path_of(stop_url(amir, services.DIGEST))
    assert b"Stop this summary?" in Client().get(path).content
    Client().post(path)
    with inside(acme):
        choices = selectors.mail_choices(amir)
    assert (choices.digest, choices.unwanted) == (Digest.NEVER, [])


def test_a_link_that_is_not_ours_opens_nothing(amir, acme, alice, inside):
    good = path_of(stop_url(amir, services.DIGEST))
    assert Client().get("/mail/stop/not.ours/").status_code == 404
    assert Client().post(good[:-3] + "x/").status_code == 404
    with inside(acme):
        services.remove_member(actor=alice, membership=amir)
    assert Client().post(good).status_code == 404


# --- The summary -----------------------------------------------------------------------------------------------------
@pytest.fixture
def news(monkeypatch):
    """What the floors above would tell; nothing until the test fills it."""
    lines = []

    def part(membership, since):
        return services.DigestPart("New ideas", [services.DigestLine(*line) for line in lines])

    monkeypatch.setattr(hooks, "digest_parts", [part])
    return lines


MONDAY = datetime(2026, 6, 15, 6, 30, tzinfo=UTC)


def prepare(acme, inside, moment):
    with inside(acme):
        return services.prepare_digests(acme.pk, moment)


def test_a_summary_each_period_and_only_with_news(acme, amir, inside, at, news):
    at(MONDAY)
    # The first look only begins to count: nobody is written to for having joined.
    assert prepare(acme, inside, MONDAY - timedelta(days=3)) == 0
    assert prepare(acme, inside, MONDAY) == 1
    assert prepare(acme, inside, MONDAY) == 0
    with inside(acme):
        row = Delivery.objects.get()
    with_clock(row, MONDAY)
    run(row)
    with inside(acme):
        assert (mail.outbox, Delivery.objects.get().state) == ([], S.NOT_NEEDED)
    news.append(("A bridge", "It holds", "/o/acme/to-share/"))
    next_monday = MONDAY + timedelta(days=7)
    at(next_monday)
    assert prepare(acme, inside, next_monday - timedelta(days=1)) == 0
    assert prepare(acme, inside, next_monday) == 1
    with inside(acme):
        row = Delivery.objects.exclude(pk=row.pk).get()
    with_clock(row, next_monday)
    run(row)
    message = mail.outbox[0]
    assert "A bridge" in message.body
    assert "/o/acme/to-share/" in message.alternatives[0][0]
    assert "List-Unsubscribe" in message.extra_headers


@pytest.mark.parametrize(
    ("digest", "made"), [(Digest.WEEKLY, 8), (Digest.FORTNIGHTLY, 4), (Digest.MONTHLY, 2), (Digest.NEVER, 0)]
)
def test_as_often_as_chosen(acme, amir, inside, news, digest, made):
    with inside(acme):
        services.change_mail_choices(actor=amir, digest=digest)
        MailChoices.objects.filter(membership=amir).update(digest_done_at=MONDAY - timedelta(days=6))
    weeks = [MONDAY + timedelta(days=7 * number) for number in range(8)]
    assert sum(prepare(acme, inside, moment) for moment in weeks) == made


def test_the_job_goes_over_every_organisation(acme, globex, amir, gil, inside, jobs_done, news):
    long_ago = timezone.now() - timedelta(days=20)
    for membership in (amir, gil):
        with inside(membership.organisation):
            MailChoices.objects.create(membership=membership, digest_done_at=long_ago)
    with jobs_done():
        tasks.prepare_digests()
    for organisation in (acme, globex):
        with inside(organisation):
            assert Delivery.objects.count() == 1


def test_nobody_but_volunteers_gets_one(acme, emma, inside, news):
    with inside(acme):
        MailChoices.objects.create(membership=emma, digest_done_at=timezone.now() - timedelta(days=20))
    assert prepare(acme, inside, timezone.now()) == 0


def test_addresses_are_plain(amir, tell, at):
    delivery = tell(amir)
    with_clock(delivery, TUESDAY_NOON)
    at(TUESDAY_NOON)
    run(delivery)
    assert parseaddr(mail.outbox[0].to[0])[1] == amir.user.email


@pytest.mark.parametrize("count", [1, 3])
def test_a_sweep_with_nothing_due_asks_as_often_for_one_as_for_three(acme, inside, count):
    for number in range(count):
        person = acme_member(acme, f"Person{number} Test", enrolled=True)
        Membership.objects.filter(pk=person.pk).update(is_ambassador=True)
        with inside(acme):
            MailChoices.objects.create(membership=person, digest_done_at=timezone.now())
    with inside(acme), exactly(2):
        services.prepare_digests(acme.pk)
