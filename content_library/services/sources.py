"""Sources: added, changed, put to sleep, removed. Reading them is `gathering`'s."""

from collections.abc import Sequence
from typing import Any, Final, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib import jobs
from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from content_library.models import Campaign, Source, SourceTopic, Topic
from content_library.services import rules
from content_library.states import SourceState

MOST_SOURCES: Final = 100
# Minutes between two readings.
RHYTHMS: Final = (60, 360, 1440, 10080)


class SourceValues(TypedDict, total=False):
    """Everything an editor can set. What is left out stays as it is."""

    name: str
    kind: str
    url: str
    words_in: str
    words_out: str
    categories: str
    only_language: str
    family: str
    campaign: Campaign | None
    every_minutes: int
    topics: Sequence[Topic]


@transaction.atomic
def create_source(*, actor: Membership, **values: Unpack[SourceValues]) -> Source:
    """Add a source; it is read at once. Refuses an address or a name that is there already, and one too many."""
    if Source.objects.count() >= MOST_SOURCES:
        raise RuleViolation(
            _("%(most)s sources at most: remove one first.") % {"most": MOST_SOURCES}, code="too_many_sources"
        )
    source = Source(created_by=actor)
    _assign(source, values)
    _check(source)
    source.save()
    _set_topics(source, values)
    record_audit(actor=actor, verb="source.added", subject=source)
    jobs.enqueue("content_library.read_source", organisation_id=actor.organisation_id, source_id=source.pk)
    return source


@transaction.atomic
def update_source(*, actor: Membership, source: Source, **values: Unpack[SourceValues]) -> Source:
    """Change a source; another address is read at once, what has come stays. Refuses what adding refuses."""
    before = (source.url, source.kind)
    changed = _assign(source, values)
    _check(source)
    if changed:
        # What is there is judged again from its beginning, by the filter of now.
        source.etag = source.last_modified = ""
        source.save(update_fields=[*changed, "etag", "last_modified"])
    if (source.url, source.kind) != before:
        # Whoever is reading the old address has lost their turn.
        fresh = {"feed_url": "", "failures": 0, "failing_since": None, "problem": "", "reading_until": None}
        Source.objects.filter(pk=source.pk).update(next_at=timezone.now(), **fresh)
        jobs.enqueue("content_library.read_source", organisation_id=actor.organisation_id, source_id=source.pk)
    if _set_topics(source, values):
        changed.append("topics")
    if changed:
        record_audit(actor=actor, verb="source.changed", subject=source, changes={"fields": changed})
    return source


@transaction.atomic
def read_soon(*, actor: Membership, source: Source) -> None:
    """Read it now rather than at its turn; whoever asks twice gets one reading."""
    Source.objects.filter(pk=source.pk, state=SourceState.AWAKE).update(next_at=timezone.now())
    jobs.enqueue("content_library.read_source", organisation_id=actor.organisation_id, source_id=source.pk)


@transaction.atomic
def put_to_sleep(*, actor: Membership, source: Source) -> None:
    """Read it no more until it is woken; what has come stays."""
    if Source.objects.filter(pk=source.pk, state=SourceState.AWAKE).update(state=SourceState.ASLEEP):
        record_audit(actor=actor, verb="source.put_to_sleep", subject=source)


@transaction.atomic
def wake(*, actor: Membership, source: Source) -> None:
    """Read it again, from now on."""
    asleep = Source.objects.filter(pk=source.pk, state=SourceState.ASLEEP)
    fresh = {"failures": 0, "failing_since": None, "problem": "", "next_at": timezone.now()}
    if asleep.update(state=SourceState.AWAKE, **fresh):
        record_audit(actor=actor, verb="source.woken", subject=source)
        jobs.enqueue("content_library.read_source", organisation_id=actor.organisation_id, source_id=source.pk)


@transaction.atomic
def remove_source(*, actor: Membership, source: Source) -> None:
    """Remove it with what waits to be sorted; ideas that came of it stay."""
    record_audit(actor=actor, verb="source.removed", subject=source, changes={"name": [source.name, ""]})
    source.delete()


def _assign(source: Source, values: SourceValues) -> list[str]:
    changed = []
    for name, value in values.items():
        if name != "topics" and getattr(source, name) != value:
            setattr(source, name, value)
            changed.append(name)
    return changed


def _check(source: Source) -> None:
    source.name = " ".join(source.name.split())
    if not source.name:
        raise RuleViolation(_("Give the source a name."), code="no_name", field="name")
    if not source.url:
        raise RuleViolation(_("Give the source an address."), code="no_address", field="url")
    rules.check_web_address(source.url, field="url")
    others = Source.objects.exclude(pk=source.pk)
    if others.filter(name__iexact=source.name).exists():
        raise RuleViolation(_("Another source already has this name."), code="name_taken", field="name")
    twin = others.filter(url=source.url).first()
    if twin is not None:
        raise RuleViolation(
            _("“%(name)s” already reads this address.") % {"name": twin.name}, code="address_taken", field="url"
        )
    if source.every_minutes not in RHYTHMS:
        raise RuleViolation(_("Choose how often among the choices."), code="unknown_rhythm", field="every_minutes")


def _set_topics(source: Source, values: SourceValues) -> bool:
    if "topics" not in values:
        return False
    wanted: dict[Any, Topic] = {topic.pk: topic for topic in values["topics"]}
    rows = SourceTopic.objects.filter(source=source)
    present = set(rows.values_list("topic_id", flat=True))
    rows.exclude(topic_id__in=wanted).delete()
    SourceTopic.objects.bulk_create(
        [SourceTopic(source=source, topic=topic) for pk, topic in wanted.items() if pk not in present]
    )
    return present != set(wanted)
