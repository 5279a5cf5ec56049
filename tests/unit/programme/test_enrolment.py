"""A person's own yes, break and goodbye."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.organisations import selectors as organisations
from advocacy.people.models import Membership
from advocacy.people.services import hooks
from advocacy.programme import selectors, services, tasks
from advocacy.programme.models import Charter, Enrolment
from advocacy.programme.states import EnrolmentState
from tests.factories.programme import CharterFactory


def join(actor, charter=None, *, volunteers=True, show_name=False):
    return services.join_programme(
        actor=actor, charter=charter or selectors.current_charter(), volunteers=volunteers, show_name=show_name
    )


@pytest.fixture
def told():
    """What higher floors are told."""
    heard = []
    lists = {"left": hooks.on_leaving, "paused": services.on_pausing, "resumed": services.on_resuming}
    listeners = {name: (lambda membership, name=name: heard.append((name, membership.pk))) for name in lists}
    for name, told_list in lists.items():
        told_list.append(listeners[name])
    yield heard
    for name, told_list in lists.items():
        told_list.remove(listeners[name])


def test_the_yes_is_the_persons_own_and_kept_with_the_charter(acme, emma, inside):
    with inside(acme):
        enrolment = join(emma)
        assert enrolment.charter.number == 1
        assert not enrolment.show_name
        assert selectors.is_active(emma)
    assert Membership.objects.get(pk=emma.pk).is_ambassador
    assert emma.is_ambassador


def test_no_yes_no_row(acme, emma, inside):
    with inside(acme):
        with pytest.raises(RuleViolation) as refused:
            join(emma, volunteers=False)
        assert not Enrolment.objects.filter(membership=emma).exists()
    assert refused.value.code == "not_volunteered"
    assert not Membership.objects.get(pk=emma.pk).is_ambassador


def test_the_charter_read_must_be_the_one_in_force(acme, emma, inside):
    with inside(acme):
        old = selectors.current_charter()
        CharterFactory(number=2)
        with pytest.raises(RuleViolation) as refused:
            join(emma, old)
    assert refused.value.code == "charter_changed"


def test_joining_twice_changes_nothing(acme, amir, inside):
    with inside(acme):
        before = Enrolment.objects.get(membership=amir)
        assert join(amir, show_name=True) == before
        before.refresh_from_db()
    assert not before.show_name


def test_leaving_tells_the_floors_above_and_forgets_the_name(acme, amir, inside, told):
    with inside(acme):
        services.change_choices(actor=amir, show_name=True)
        services.leave_programme(actor=amir)
        row = Enrolment.objects.get(membership=amir)
        assert selectors.enrolment_of(amir) is None
    assert row.state == EnrolmentState.LEFT
    assert row.left_at is not None
    assert not row.show_name
    assert told == [("left", amir.pk)]
    stored = Membership.objects.get(pk=amir.pk)
    assert not stored.is_ambassador
    assert stored.left_at is None


def test_leaving_is_undone_when_a_floor_above_fails(acme, amir, inside):
    def refuses(membership):
        raise RuntimeError

    hooks.on_leaving.append(refuses)
    try:
        with inside(acme), pytest.raises(RuntimeError):
            services.leave_programme(actor=amir)
    finally:
        hooks.on_leaving.remove(refuses)
    with inside(acme):
        assert Enrolment.objects.get(membership=amir).state == EnrolmentState.ACTIVE
    assert Membership.objects.get(pk=amir.pk).is_ambassador


def test_leaving_twice_or_without_having_joined_is_quiet(acme, amir, emma, inside):
    with inside(acme):
        services.leave_programme(actor=amir)
        services.leave_programme(actor=amir)
        services.leave_programme(actor=emma)
        assert not Enrolment.objects.filter(membership=emma).exists()


def test_coming_back_is_a_new_yes(acme, amir, inside):
    with inside(acme):
        services.leave_programme(actor=amir)
        row = join(amir)
        assert row.left_at is None
        assert row.state == EnrolmentState.ACTIVE
        assert Enrolment.objects.filter(membership=amir).count() == 1


def test_a_break_tells_once_and_ends(acme, amir, inside, told):
    with inside(acme):
        services.pause(actor=amir)
        services.pause(actor=amir, until=timezone.localdate() + timedelta(days=7))
        assert not selectors.is_active(amir)
        services.resume(actor=amir)
        services.resume(actor=amir)
        assert selectors.is_active(amir)
    assert told == [("paused", amir.pk), ("resumed", amir.pk)]
    assert Membership.objects.get(pk=amir.pk).is_ambassador


def test_a_break_ends_after_its_last_day(acme, amir, inside):
    with inside(acme):
        services.pause(actor=amir, until=timezone.localdate() + timedelta(days=1))
    tasks.end_breaks()
    with inside(acme):
        assert not selectors.is_active(amir)
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        tasks.end_breaks()
    with inside(acme):
        assert selectors.is_active(amir)
        assert Enrolment.objects.get(membership=amir).paused_until is None


@pytest.mark.parametrize("days", [0, -1])
def test_a_break_ends_in_the_future(acme, amir, inside, days):
    with inside(acme), pytest.raises(RuleViolation) as refused:
        services.pause(actor=amir, until=timezone.localdate() + timedelta(days=days))
    assert (refused.value.code, refused.value.field) == ("date_past", "until")


@pytest.mark.parametrize(
    "act",
    [
        lambda emma: services.pause(actor=emma),
        lambda emma: services.resume(actor=emma),
        lambda emma: services.change_choices(actor=emma, show_name=True),
    ],
    ids=["pause", "resume", "choices"],
)
def test_somebody_who_never_joined_has_nothing_to_change(acme, emma, inside, act):
    with inside(acme), pytest.raises(RuleViolation) as refused:
        act(emma)
    assert refused.value.code == "not_enrolled"


def test_the_journal_of_the_space_says_nothing_of_it(acme, amir, emma, inside):
    with inside(acme):
        join(emma)
        services.pause(actor=amir)
        services.leave_programme(actor=amir)
        assert not organisations.audit_entries().exists()


def test_the_list_of_volunteers_holds_nobody_else(acme, amir, emma, inside):
    with inside(acme):
        assert [row.membership for row in selectors.enrolments()] == [amir]
        services.leave_programme(actor=amir)
        assert not selectors.enrolments().exists()


def test_charter_read_by_whoever_joined_stays(acme, amir, inside):
    with inside(acme):
        assert Enrolment.objects.get(membership=amir).charter == Charter.objects.get()
