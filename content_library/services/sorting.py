"""Sorting what sources brought: a person accepts it as a draft, or dismisses it."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership
from content_library.models import ContentItem, SourceEntry, Topic
from content_library.selectors.guessing import guess
from content_library.services import items
from content_library.states import AnnouncementOrder, EntryState, Family


@transaction.atomic
def accept_entry(*, actor: Membership, entry: SourceEntry) -> ContentItem:
    """Make a draft of it, with what its source proposes; accepted twice, it is the same draft.

    Refuses what somebody dismissed meanwhile (`entry_sorted`).
    """
    source = entry.source
    if not _claim(entry, actor, EntryState.ACCEPTED):
        done = SourceEntry.objects.select_related("item").get(pk=entry.pk)
        if done.state == EntryState.ACCEPTED and done.item is not None:
            return done.item
        raise _sorted_already()
    guessed = guess(title=entry.title, description=entry.summary, url=entry.url)
    proposed = {topic.pk: topic for topic in Topic.objects.filter(pk__in=source.source_topics.values("topic_id"))}
    proposed |= {topic.pk: topic for topic in guessed.topics}
    known = dict(settings.LANGUAGES)
    own = source.family == Family.COMPANY
    item = items.create_item(
        actor=actor,
        title=entry.title,
        summary=entry.summary,
        url=entry.url,
        language=entry.language if entry.language in known else actor.organisation.language,
        family=source.family,
        campaign=source.campaign or guessed.campaign,
        topics=list(proposed.values()),
        announcement_order=AnnouncementOrder.PAGE_FIRST if own else AnnouncementOrder.PROFILES_ONLY,
    )
    SourceEntry.objects.filter(pk=entry.pk).update(item=item)
    return item


@transaction.atomic
def dismiss_entry(*, actor: Membership, entry: SourceEntry) -> None:
    """Set it aside for good; dismissing it twice changes nothing. Refuses what was accepted meanwhile."""
    if _claim(entry, actor, EntryState.DISMISSED):
        return
    if SourceEntry.objects.get(pk=entry.pk).state != EntryState.DISMISSED:
        raise _sorted_already()


@transaction.atomic
def reopen_entry(*, actor: Membership, entry: SourceEntry) -> None:
    """Take a dismissal back, or look again at what a filter set aside. Refuses what has become an idea."""
    again = SourceEntry.objects.filter(pk=entry.pk, state__in=[EntryState.DISMISSED, EntryState.SET_ASIDE])
    if again.update(state=EntryState.WAITING, decided_by=None, decided_at=None, created_at=timezone.now()):
        return
    if SourceEntry.objects.get(pk=entry.pk).state != EntryState.WAITING:
        raise _sorted_already()


def _claim(entry: SourceEntry, actor: Membership, target: EntryState) -> bool:
    waiting = SourceEntry.objects.filter(pk=entry.pk, state=EntryState.WAITING)
    return waiting.update(state=target, decided_by=actor, decided_at=timezone.now()) == 1


def _sorted_already() -> RuleViolation:
    return RuleViolation(_("Somebody else has sorted this one meanwhile."), code="entry_sorted")
