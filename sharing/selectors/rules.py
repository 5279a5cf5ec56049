"""A person's own rules, in plain sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advocacy.lib.times import clock
from advocacy.people.models import Membership
from sharing.models import RuleStart, SharingRule
from sharing.selectors.networks import network_label

# The hours a rule offers besides the organisation's usual one: midday, and the end of the day.
OTHER_HOURS: Final = (time(12, 30), time(17, 15))


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule as its author reads it."""

    rule: SharingRule
    when: str
    what: str
    where: str


def rules_of(membership: Membership) -> "QuerySet[SharingRule]":
    """One person's rules; nobody else's are ever read."""
    return SharingRule.objects.filter(membership=membership).prefetch_related("rule_topics__topic")


def rule_of(membership: Membership, public_id: str) -> SharingRule | None:
    """One of this person's rules, or None."""
    return rules_of(membership).filter(public_id=public_id).first()


def rule_lines(membership: Membership) -> Sequence[RuleLine]:
    """All of them in words."""
    return [in_words(rule) for rule in rules_of(membership)]


def in_words(rule: SharingRule) -> RuleLine:
    """One of them in words, in the language of the moment."""
    topics = [each.topic.name for each in rule.rule_topics.all()]
    days = ", ".join(str(WEEKDAYS[day]) for day in rule.weekdays)
    when = ngettext("%(count)d a week at most: %(days)s", "%(count)d a week at most: %(days)s", rule.per_week)
    about = _("About %(topics)s") % {"topics": ", ".join(_("“%(topic)s”") % {"topic": topic} for topic in topics)}
    starts = {RuleStart.TEXT: _("from a suggested text"), RuleStart.ANGLE: _("from a question")}
    return RuleLine(
        rule=rule,
        when=when % {"count": rule.per_week, "days": days},
        what=_("%(subject)s, %(start)s")
        % {
            "subject": about if topics else _("Any idea picked for you"),
            "start": starts[RuleStart(rule.begins_with)],
        },
        where=_("%(networks)s, around %(hours)s")
        % {
            "networks": ", ".join(network_label(key) for key in rule.networks),
            "hours": ", ".join(hour_in_words(hour) for hour in rule.hours),
        },
    )


def hour_in_words(hour: str) -> str:
    """“08:40” as the language of the moment writes it."""
    wall = datetime.combine(date(2026, 1, 5), time.fromisoformat(hour))
    return clock(timezone.make_aware(wall))


def hours_on_offer(membership: Membership, rule: SharingRule | None = None) -> Mapping[str, str]:
    """The hours a rule may be given, with their words: a few good ones, and those it has."""
    offered = {membership.organisation.usual_hour, *OTHER_HOURS}
    hours = {f"{each:%H:%M}" for each in offered} | set(rule.hours if rule is not None else ())
    return {hour: hour_in_words(hour) for hour in sorted(hours)}
