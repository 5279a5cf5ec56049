"""Topics: what content is about, and what each person follows."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from content_library.models import FollowedTopic, Topic


@transaction.atomic
def create_topic(*, actor: Membership, name: str) -> Topic:
    """Add a topic. Refuses a name that is taken."""
    topic = Topic(name=_checked_name(name))
    topic.save()
    record_audit(actor=actor, verb="topic.created", subject=topic)
    return topic


@transaction.atomic
def rename_topic(*, actor: Membership, topic: Topic, name: str) -> Topic:
    """Give it another name; whoever follows it goes on following it."""
    name = _checked_name(name, but=topic)
    if name != topic.name:
        changes = {"name": [topic.name, name]}
        topic.name = name
        topic.save(update_fields=["name"])
        record_audit(actor=actor, verb="topic.renamed", subject=topic, changes=changes)
    return topic


@transaction.atomic
def delete_topic(*, actor: Membership, topic: Topic) -> None:
    """Remove a topic that no item carries; it leaves the lists of those who follow it."""
    if topic.item_topics.exists():
        raise RuleViolation(
            _("Ideas still carry this topic. Rename it, or take it off them first."), code="topic_in_use"
        )
    record_audit(actor=actor, verb="topic.deleted", subject=topic, changes={"name": [topic.name, ""]})
    topic.delete()


def _checked_name(name: str, but: Topic | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise RuleViolation(_("Give the topic a name."), code="no_name", field="name")
    others = Topic.objects.filter(name__iexact=name)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise RuleViolation(_("This topic is already there."), code="name_taken", field="name")
    return name


# What a person follows is theirs: it goes to no journal that others read.
@transaction.atomic
def follow_topic(*, actor: Membership, topic: Topic) -> None:
    """Follow a topic; following it twice changes nothing."""
    FollowedTopic.objects.get_or_create(membership=actor, topic=topic)


@transaction.atomic
def unfollow_topic(*, actor: Membership, topic: Topic) -> None:
    """Stop following it."""
    FollowedTopic.objects.filter(membership=actor, topic=topic).delete()


@transaction.atomic
def follow_exactly(*, actor: Membership, topics: Iterable[Topic]) -> None:
    """Follow these topics and no others: what a page with boxes to tick sends."""
    wanted = {topic.pk: topic for topic in topics}
    mine = FollowedTopic.objects.filter(membership=actor)
    mine.exclude(topic__in=wanted).delete()
    present = set(mine.values_list("topic_id", flat=True))
    fresh = [FollowedTopic(membership=actor, topic=topic) for pk, topic in wanted.items() if pk not in present]
    FollowedTopic.objects.bulk_create(fresh)
