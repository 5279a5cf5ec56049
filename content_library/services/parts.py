"""What hangs on an item: topics, teams, angles, suggested texts, the page's expected post. Each replaced as a set."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from content_library.models import Angle, ContentItem, ItemTeam, ItemTopic, PagePost, SuggestedText
from content_library.selectors.announcements import page_post_of
from content_library.services import listeners
from content_library.services.values import AngleValues, ItemValues, TextValues


def write_parts(item: ContentItem, values: ItemValues) -> list[str]:
    """Write the parts that are given; return the names of those that changed."""
    changed = []
    if "topics" in values and _replace_links(ItemTopic, item, "topic", values["topics"]):
        changed.append("topics")
    if "teams" in values and _replace_links(ItemTeam, item, "team", values["teams"]):
        changed.append("teams")
    if "angles" in values and replace_angles(item, values["angles"]):
        changed.append("angles")
    if "suggested_texts" in values and replace_texts(item, values["suggested_texts"]):
        changed.append("suggested_texts")
    if "page_expected_at" in values and expect_page(item, values["page_expected_at"]):
        changed.append("page_expected_at")
    return changed


def _replace_links(
    through: type[ItemTopic] | type[ItemTeam], item: ContentItem, name: str, chosen: Iterable[models.Model]
) -> bool:
    wanted = {target.pk: target for target in chosen}
    manager: Any = through.objects
    rows = manager.filter(item=item)
    present = set(rows.values_list(f"{name}_id", flat=True))
    rows.exclude(**{f"{name}__in": wanted}).delete()
    fresh = [through(item=item, **{name: target}) for pk, target in wanted.items() if pk not in present]
    manager.bulk_create(fresh)
    return present != set(wanted)


def replace_angles(item: ContentItem, angles: Sequence[AngleValues]) -> bool:
    """Make these the item's angles, in this order. One that is kept keeps its public id: shares point to it."""
    rows = [
        (
            angle.public_id,
            {
                "language": angle.language,
                "name": angle.name.strip(),
                "question": angle.question.strip(),
                "helpers": angle.helpers.strip(),
            },
        )
        for angle in angles
    ]
    return _replace_rows(Angle, item, rows, field="angles")


def replace_texts(item: ContentItem, texts: Sequence[TextValues]) -> bool:
    """Make these the item's suggested texts, in this order; one that is kept keeps its public id."""
    rows = [
        (text.public_id, {"language": text.language, "network": text.network, "body": text.body.strip()})
        for text in texts
    ]
    return _replace_rows(SuggestedText, item, rows, field="suggested_texts")


def _replace_rows(
    model: type[Angle] | type[SuggestedText],
    item: ContentItem,
    rows: Sequence[tuple[str, dict[str, str]]],
    *,
    field: str,
) -> bool:
    present: dict[str, Any] = {row.public_id: row for row in model.objects.filter(item=item)}
    named = [public_id for public_id, _values in rows if public_id]
    if len(set(named)) != len(named) or not set(named) <= set(present):
        raise RuleViolation(
            _("One of these lines is no longer there. Reload the page and try again."), code="unknown_part", field=field
        )
    changed = bool(set(present) - set(named))
    model.objects.filter(item=item).exclude(public_id__in=named).delete()
    for position, (public_id, values) in enumerate(rows):
        row = present[public_id] if public_id else model(item=item)
        values_now = {"position": position, **values}
        if public_id and all(getattr(row, name) == value for name, value in values_now.items()):
            continue
        for name, value in values_now.items():
            setattr(row, name, value)
        row.save()
        changed = True
    return changed


def expect_page(item: ContentItem, expected: datetime | None) -> bool:
    """Say when the page is expected to post; what waits for it moves along. Returns whether that is another time."""
    post = page_post_of(item)
    before = post.expected_at if post is not None else None
    if before == expected:
        return False
    if post is None:
        post = PagePost(item=item)
        item.page_post = post
    post.expected_at = expected
    post.save()
    for listener in listeners.expected:
        listener(item, before)
    return True


def copy_parts(source: ContentItem, copy: ContentItem) -> None:
    """Give a duplicate the topics, teams, angles and texts of its source; not what the page posted."""
    topics = [ItemTopic(item=copy, topic_id=row.topic_id) for row in source.item_topics.all()]
    teams = [ItemTeam(item=copy, team_id=row.team_id) for row in source.item_teams.all()]
    ItemTopic.objects.bulk_create(topics)
    ItemTeam.objects.bulk_create(teams)
    replace_angles(
        copy, [AngleValues(row.name, row.question, row.language, row.helpers) for row in source.angles.all()]
    )
    replace_texts(copy, [TextValues(row.body, row.language, row.network) for row in source.suggested_texts.all()])
