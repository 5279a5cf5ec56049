"""A person's own rules: they prepare drafts, and nothing else. Whatever leaves, leaves after that person's own tap."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from advocacy.lib import jobs
from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from content_library.models import ContentItem, Topic
from sharing import selectors
from sharing.models import RuleStart, RuleTopic, Share, SharingRule
from sharing.services import planning, prepared
from sharing.states import ShareState

MOST_RULES: Final = 5
MOST_A_WEEK: Final = 5
MOST_HOURS: Final = 3
_HOUR: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a rule says. Weekdays: 0 is Monday. Hours: "08:40", on the person's own clock."""

    networks: Sequence[str]
    weekdays: Sequence[int]
    hours: Sequence[str]
    per_week: int = 2
    # None: any idea meant for the person.
    topics: Sequence[Topic] = ()
    begins_with: RuleStart = RuleStart.TEXT


@transaction.atomic
def create_rule(*, actor: Membership, terms: Terms) -> SharingRule:
    """Let Relais prepare drafts by these terms, from now on; the person alone sees rule and drafts.

    Refuses somebody who is no ambassador or on a break, a sixth rule, and terms that can never be met.
    """
    planning.check_author(actor)
    if SharingRule.objects.filter(membership=actor).count() >= MOST_RULES:
        raise RuleViolation(_("Five rules at most: change one of them instead."), code="too_many_rules")
    rule = SharingRule(membership=actor)
    _write(actor, rule, terms)
    record_audit(actor=actor, verb="share.rule_created", subject=rule)
    _ring(rule)
    return rule


@transaction.atomic
def change_rule(*, actor: Membership, rule: SharingRule, terms: Terms) -> SharingRule:
    """Change what a rule says. Drafts it prepared and nobody touched go; new ones come by the new terms."""
    row = _own(actor, rule)
    _take_back(row)
    _write(actor, row, terms)
    record_audit(actor=actor, verb="share.rule_changed", subject=row)
    _ring(row)
    return row


@transaction.atomic
def switch_rule(*, actor: Membership, rule: SharingRule, on: bool) -> SharingRule:
    """Stop a rule at once, and with it the drafts it prepared that nobody touched; or start it again."""
    row = _own(actor, rule)
    if row.is_on == on:
        return row
    if on:
        planning.check_author(actor)
    else:
        _take_back(row)
    row.is_on = on
    row.save(update_fields=["is_on", "updated_at"])
    record_audit(actor=actor, verb="share.rule_switched", subject=row, changes={"is_on": on})
    if on:
        _ring(row)
    return row


@transaction.atomic
def switch_all_off(*, actor: Membership) -> int:
    """Stop every rule of the actor at once. Says how many were on."""
    running = list(SharingRule.objects.filter(membership=actor, is_on=True))
    for rule in running:
        switch_rule(actor=actor, rule=rule, on=False)
    return len(running)


@transaction.atomic
def delete_rule(*, actor: Membership, rule: SharingRule) -> None:
    """Delete a rule, and the drafts it prepared that nobody touched."""
    row = _own(actor, rule)
    _take_back(row)
    record_audit(actor=actor, verb="share.rule_deleted", subject=row)
    row.delete()


# --- When something elsewhere ends -----------------------------------------------------------------------------------
@transaction.atomic
def on_leaving(membership: Membership) -> None:
    """Delete the rules of somebody who leaves, and what they never touched; what they wrote stays theirs."""
    prepared.drop_untouched(list(prepared.prepared_of(membership)), forget=True)
    SharingRule.objects.filter(membership=membership).delete()


@transaction.atomic
def on_item_withdrawn(item: ContentItem) -> None:
    """An idea is gone: what was prepared from it and never touched goes with it, without a word."""
    rows = Share.objects.filter(item=item, state=ShareState.DRAFT, is_prepared=True)
    prepared.drop_untouched(list(rows.select_related("membership__organisation", "link")), forget=True)


# --- Inside ----------------------------------------------------------------------------------------------------------
def _own(actor: Membership, rule: SharingRule) -> SharingRule:
    row = SharingRule.objects.select_for_update().filter(membership=actor, pk=rule.pk).first()
    if row is None:
        raise RuleViolation(_("This rule is not yours."), code="not_yours")
    return row


def _take_back(rule: SharingRule) -> None:
    rows = prepared.prepared_of(rule.membership).filter(pick__rule=rule)
    prepared.drop_untouched(list(rows.select_related("membership__organisation")), forget=True)


def _write(actor: Membership, rule: SharingRule, terms: Terms) -> None:
    _check(actor, terms)
    rule.networks = list(terms.networks)
    rule.weekdays = sorted(set(terms.weekdays))
    rule.hours = sorted(set(terms.hours))
    rule.per_week = terms.per_week
    rule.begins_with = terms.begins_with
    rule.save()
    RuleTopic.objects.filter(rule=rule).delete()
    RuleTopic.objects.bulk_create(RuleTopic(rule=rule, topic=topic) for topic in terms.topics)


def _check(actor: Membership, terms: Terms) -> None:
    known = {each.key for each in selectors.networks(actor.organisation) if each.limits.can_publish}
    if not terms.networks or not set(terms.networks) <= known:
        raise RuleViolation(_("Choose at least one network."), code="rule_networks", field="networks")
    if not terms.weekdays or not set(terms.weekdays) <= set(range(7)):
        raise RuleViolation(_("Choose at least one day."), code="rule_weekdays", field="weekdays")
    if not 1 <= len(terms.hours) <= MOST_HOURS or not all(_HOUR.fullmatch(hour) for hour in terms.hours):
        raise RuleViolation(_("Choose one to three hours."), code="rule_hours", field="hours")
    if not 1 <= terms.per_week <= MOST_A_WEEK:
        raise RuleViolation(_("Choose between one and five a week."), code="rule_per_week", field="per_week")


def _ring(rule: SharingRule) -> None:
    jobs.enqueue("sharing.prepare_week", organisation_id=rule.organisation_id)
