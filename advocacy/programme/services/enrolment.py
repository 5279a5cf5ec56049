"""A person's own yes, break and goodbye. Each takes the person as its actor: nobody else can do it for them."""

from collections.abc import Callable
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import Organisation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from advocacy.people.services import end_participation
from advocacy.programme import selectors
from advocacy.programme.models import Charter, Enrolment
from advocacy.programme.states import EnrolmentState

# A higher floor appends its function in its `apps.py`; called inside the transaction of the person's own act, as
# `people.services.on_leaving` is. What is scheduled waits during a break, and goes on afterwards.
on_pausing: Final[list[Callable[[Membership], None]]] = []
on_resuming: Final[list[Callable[[Membership], None]]] = []


@transaction.atomic
def join_programme(*, actor: Membership, charter: Charter, volunteers: bool, show_name: bool) -> Enrolment:
    """The person's own yes, after reading this version of the charter. Joining twice changes nothing.

    Refuses without their explicit yes, and when a newer charter came out while they were reading.
    """
    if not volunteers:
        raise RuleViolation(
            _("Tick the box if you have read the charter and volunteer. Leaving this page is a no, and that is fine."),
            code="not_volunteered",
            field="volunteers",
        )
    current = selectors.current_charter()
    if current is None or current.pk != charter.pk:
        raise RuleViolation(
            _("A new version of the charter came out meanwhile. Please read it first."), code="charter_changed"
        )
    enrolment = selectors.enrolment_of(actor)
    if enrolment is not None:
        return enrolment
    enrolment, _created = Enrolment.objects.update_or_create(
        membership=actor,
        defaults={
            "state": EnrolmentState.ACTIVE,
            "charter": charter,
            "show_name": show_name,
            "enrolled_at": timezone.now(),
            "paused_until": None,
            "left_at": None,
        },
    )
    _mark(actor, is_ambassador=True)
    record_audit(actor=actor, verb="enrolment.joined", subject=enrolment, changes={"charter": charter.number})
    return enrolment


@transaction.atomic
def pause(*, actor: Membership, until: date | None = None) -> Enrolment:
    """Take a break, until a date or until further notice. What is scheduled waits.

    Refuses somebody who is no ambassador, and a date that is not in the future.
    """
    enrolment = _own(actor)
    if until is not None and until <= timezone.localdate():
        raise RuleViolation(_("Choose a day after today."), code="date_past", field="until")
    was_active = enrolment.state == EnrolmentState.ACTIVE
    enrolment.state, enrolment.paused_until = EnrolmentState.PAUSED, until
    enrolment.save(update_fields=["state", "paused_until"])
    if was_active:
        for told in on_pausing:
            told(actor)
        record_audit(actor=actor, verb="enrolment.paused", subject=enrolment)
    return enrolment


@transaction.atomic
def resume(*, actor: Membership) -> Enrolment:
    """Come back from a break."""
    enrolment = _own(actor)
    if enrolment.state == EnrolmentState.PAUSED:
        enrolment.state, enrolment.paused_until = EnrolmentState.ACTIVE, None
        enrolment.save(update_fields=["state", "paused_until"])
        for told in on_resuming:
            told(actor)
        record_audit(actor=actor, verb="enrolment.resumed", subject=enrolment)
    return enrolment


def end_breaks(organisation: Organisation) -> int:
    """Bring back whoever chose a last day that has passed in the organisation's time zone. Says how many."""
    today = timezone.localdate(timezone=ZoneInfo(organisation.time_zone))
    due = Enrolment.objects.select_related("membership__organisation", "membership__user").filter(
        state=EnrolmentState.PAUSED, paused_until__lt=today
    )
    ended = [resume(actor=enrolment.membership) for enrolment in due]
    return len(ended)


@transaction.atomic
def leave_programme(*, actor: Membership) -> None:
    """Stop, at once and without a reason: what is scheduled is cancelled in the same transaction.

    What was published stays where it is, and so does the membership. Leaving twice changes nothing.
    """
    end_participation(actor)


@transaction.atomic
def end_enrolment(membership: Membership) -> None:
    """End the enrolment of somebody who leaves the programme or the organisation (`people.services.on_leaving`)."""
    enrolment = selectors.enrolment_of(membership)
    if enrolment is not None:
        enrolment.state, enrolment.left_at = EnrolmentState.LEFT, timezone.now()
        enrolment.show_name, enrolment.paused_until = False, None
        enrolment.save(update_fields=["state", "left_at", "show_name", "paused_until"])
        record_audit(actor=membership, verb="enrolment.left", subject=enrolment)
    _mark(membership, is_ambassador=False)


@transaction.atomic
def change_choices(*, actor: Membership, show_name: bool) -> Enrolment:
    """Whether the person's name may appear in results; effective at once, both ways. Refuses a non-ambassador."""
    enrolment = _own(actor)
    if enrolment.show_name != show_name:
        enrolment.show_name = show_name
        enrolment.save(update_fields=["show_name"])
        record_audit(actor=actor, verb="enrolment.choice_changed", subject=enrolment, changes={"show_name": show_name})
    return enrolment


def _own(actor: Membership) -> Enrolment:
    enrolment = selectors.enrolment_of(actor)
    if enrolment is None:
        raise RuleViolation(_("You are not an ambassador at the moment."), code="not_enrolled")
    return enrolment


def _mark(membership: Membership, *, is_ambassador: bool) -> None:
    """Keep the membership in step: `people.roles` grants sharing by it."""
    Membership.objects.filter(pk=membership.pk).update(is_ambassador=is_ambassador)
    membership.is_ambassador = is_ambassador
    membership.__dict__.pop("permissions", None)
