"""The journal, as the acts of a year would have left it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import models

from advocacy.demo.past_shares import Made
from advocacy.demo.settling import FOUNDED_DAYS, left_at
from advocacy.demo.stage import Stage, backdated
from advocacy.organisations.models import AuditEntry
from advocacy.people.models import Invitation, Membership, Team
from advocacy.programme.models import Charter, Enrolment, Programme
from content_library.states import ItemState
from reporting.selectors import NAMED_VIEW
from sharing.models import NetworkApp, Share

# What went out is told one by one for as long as this; before, it was tidied away.
SHARES_FOR: Final = timedelta(days=14)


def write_journal(stage: Stage, made: Sequence[Made]) -> None:
    """Write the entries of the past. Those of what the loaders did through services are there already."""
    rows = [*_beginnings(stage), *_enrolments(stage), *_library(stage), *_readings(stage), *_shares(stage, made)]
    with backdated(AuditEntry, "at"):
        AuditEntry.objects.bulk_create(sorted(rows, key=lambda row: row.at))


def _entry(
    at: datetime, actor: Membership | None, verb: str, subject: models.Model, changes: dict[str, Any] | None = None
) -> AuditEntry:
    named = getattr(subject, "public_id", None) or getattr(subject, "slug", None) or ""
    return AuditEntry(
        at=at,
        actor_id=actor.pk if actor is not None else None,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(named),
        changes=changes or {},
    )


def _beginnings(stage: Stage) -> Iterator[AuditEntry]:
    owner, comms = stage.door("owner"), stage.door("comms")
    start = stage.at(-FOUNDED_DAYS, 10, 4)
    organisation = stage.organisation
    yield _entry(start, owner, "organisation.created", organisation)
    tagline = {"tagline": ["", organisation.tagline]}
    yield _entry(start + timedelta(minutes=6), owner, "organisation.updated", organisation, tagline)
    fields = {"fields": ["objective", "aims", "contact", "words"]}
    yield _entry(start + timedelta(days=9), comms, "programme.updated", Programme.objects.get(), fields)
    yield _entry(start + timedelta(days=20), comms, "charter.published", Charter.objects.get(), {"number": 1})
    for minutes, app in enumerate(NetworkApp.objects.order_by("pk")):
        field = "granted_scopes" if app.is_enabled else "is_enabled"
        at = start + timedelta(days=22, minutes=3 * minutes)
        yield _entry(at, owner, "network_app.updated", app, {"network": app.network, "fields": [field]})
    for team in Team.objects.all():
        yield _entry(team.created_at, comms, "team.created", team, {"name": team.name})
    for campaign in stage.campaigns.values():
        yield _entry(campaign.created_at, comms, "campaign.created", campaign)
    for invitation in Invitation.objects.all():
        yield _entry(invitation.created_at, comms, "invitation.sent", invitation)


def _enrolments(stage: Stage) -> Iterator[AuditEntry]:
    for enrolment in Enrolment.objects.select_related("membership"):
        member = enrolment.membership
        yield _entry(enrolment.enrolled_at, member, "enrolment.joined", enrolment, {"charter": 1})
        if enrolment.left_at is not None:
            yield _entry(left_at(stage), member, "enrolment.left", enrolment)
        if enrolment.paused_until is not None:
            yield _entry(stage.at(-3, 17, 41), member, "enrolment.paused", enrolment)
    for (name, network), connection in stage.connections.items():
        yield _entry(
            connection.connected_at, stage.members[name], "connection.connected", connection, {"network": network}
        )


def _library(stage: Stage) -> Iterator[AuditEntry]:
    for item in stage.items.values():
        yield _entry(item.created_at, item.created_by, "item.created", item)
        if item.state != ItemState.DRAFT:
            # What expires does so by itself.
            over = item.state == ItemState.EXPIRED
            actor = None if over else item.created_by
            changes = {"state": [(ItemState.LIVE if over else ItemState.DRAFT).value, str(item.state)]}
            yield _entry(item.state_changed_at, actor, "item.moved", item, changes)


def _readings(stage: Stage) -> Iterator[AuditEntry]:
    """Who looked at results by name: each person named is shown it."""
    named = Enrolment.objects.filter(show_name=True).values_list("membership__public_id", flat=True)
    semester = stage.semesters[1].key
    for reader, days, hour in ((stage.door("comms"), -13, 9), (stage.door("manager"), -6, 17)):
        people = [public_id for public_id in named if public_id != reader.public_id]
        changes = {"semester": semester, "door": "page", "people": people}
        yield _entry(stage.at(days, hour, 24), reader, NAMED_VIEW, stage.organisation, changes)


def _shares(stage: Stage, made: Sequence[Made]) -> Iterator[AuditEntry]:
    for each in made:
        share: Share = each.share
        if share.published_at is None or stage.now - share.published_at > SHARES_FOR:
            continue
        said = {"from": "draft", "to": "scheduled", "reason": ""}
        yield _entry(share.created_at, share.membership, "share.scheduled", share, said)
        said = {"from": "publishing", "to": "published", "reason": ""}
        yield _entry(share.published_at, None, "share.published", share, said)
