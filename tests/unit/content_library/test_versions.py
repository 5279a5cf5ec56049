"""Every save of an item is kept; an earlier one is taken up again without losing the later ones."""

from datetime import timedelta

import pytest
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import AuditEntry
from advocacy.people.models import Membership
from content_library import selectors
from content_library.models import Angle, ContentItem, ItemVersion
from content_library.services import items, restoring
from content_library.services.values import AngleValues
from tests.factories.content_library import (
    AngleFactory,
    CampaignFactory,
    ContentItemFactory,
    ItemVersionFactory,
    TopicFactory,
)
from tests.factories.people import TeamFactory

ANGLE = AngleValues(name="The moment", question="What do you remember of it?", language="en")


def kept(item: ContentItem) -> list[tuple[int, list[str]]]:
    return list(ItemVersion.objects.filter(item=item).order_by("number").values_list("number", "changed"))


def said(version: ItemVersion) -> dict[str, list[str]]:
    before = selectors.version_before(version)
    assert before is not None
    changes = selectors.changes_between(before.content, version.content)
    return {
        change.name: ["".join(f"[{piece.op} {piece.text}]" for piece in line) for line in change.lines]
        for change in changes
    }


def of(item: ContentItem, number: int) -> ItemVersion:
    version = selectors.version_of(item, number)
    assert version is not None
    return version


def test_each_save_is_a_version_with_who_and_what(editor: Membership, carl: Membership) -> None:
    topic, team, campaign = TopicFactory(name="Wood"), TeamFactory(name="Nantes"), CampaignFactory(name="Schools")
    item = items.create_item(actor=carl, title="A school", facts="3 MW", angles=[ANGLE])
    angle = Angle.objects.get()
    items.update_item(
        actor=editor,
        item=item,
        version=1,
        facts="4 MW",
        topics=[topic],
        for_everyone=False,
        teams=[team],
        angles=[
            AngleValues("The moment", "What do you remember?", "en", public_id=angle.public_id),
            AngleValues("The figure", "Where is it from?", "en"),
        ],
    )
    items.set_campaign(actor=editor, item=item, campaign=campaign)
    items.prolong_item(actor=editor, item=item, expires_at=timezone.now() + timedelta(days=3))
    assert kept(item) == [
        (1, []),
        (2, ["facts", "for_everyone", "topics", "teams", "angles"]),
        (3, ["campaign"]),
        (4, ["expires_at"]),
    ]
    assert [version.saved_by for version in selectors.versions_of(item)] == [editor, editor, editor, carl]
    assert said(of(item, 2)) == {
        "facts": ["[gone 3 ][new 4 ][same MW]"],
        "topics": ["[new Wood]"],
        "angles": [
            "[same en, The moment: What do you ][gone remember of it?][new remember?]",
            "[new en, The figure: Where is it from?]",
        ],
        "audience": ["[gone Everyone][new Nantes]"],
    }
    assert said(of(item, 3)) == {"campaign": ["[new Schools]"]}
    assert selectors.changed_words(of(item, 2)) == "Facts not to distort, For whom, Topics, Angles"


def test_a_save_that_changes_nothing_is_no_version(editor: Membership) -> None:
    item = items.create_item(actor=editor, title="A school")
    items.update_item(actor=editor, item=item, version=1, title="A school")
    assert kept(item) == [(1, [])]


def test_what_was_there_before_versions_is_kept_at_its_first_change(editor: Membership) -> None:
    item = AngleFactory(item__title="From before", item__version=4).item
    items.update_item(actor=editor, item=item, version=4, title="Since")
    assert kept(item) == [(4, []), (5, ["title"])]
    first = of(item, 4)
    assert (first.saved_by, first.content["title"], len(first.content["angles"])) == (None, "From before", 1)


def test_a_refused_save_leaves_no_version(editor: Membership) -> None:
    item = items.create_item(actor=editor, title="A school")
    with pytest.raises(RuleViolation):
        items.update_item(actor=editor, item=item, version=1, url="javascript:alert(1)")
    assert kept(item) == [(1, [])]


def test_a_renamed_topic_is_no_change(editor: Membership) -> None:
    topic = TopicFactory(name="Wood")
    item = items.create_item(actor=editor, title="A school", topics=[topic])
    topic.name = "Timber"
    topic.save()
    assert selectors.changes_since(of(item, 1), item) == []


def test_an_earlier_version_is_taken_up_as_a_new_one(editor: Membership) -> None:
    item = items.create_item(actor=editor, title="First", angles=[ANGLE], language="en")
    angle = Angle.objects.get()
    ends = timezone.now() + timedelta(days=9)
    items.update_item(actor=editor, item=item, version=1, title="Second", angles=[], expires_at=ends)
    restored = restoring.restore_version(actor=editor, item=item, number=1, version=2)
    stored = ContentItem.objects.get(pk=item.pk)
    assert (stored.title, stored.version, stored.expires_at, restored.missing) == ("First", 3, ends, [])
    again = Angle.objects.get()
    assert (again.name, again.public_id != angle.public_id) == ("The moment", True)
    assert of(item, 3).restored_from == 1
    # Nothing is lost: what it said in between can be taken up too.
    restoring.restore_version(actor=editor, item=stored, number=2, version=3)
    assert ContentItem.objects.get(pk=item.pk).title == "Second"
    assert len(kept(item)) == 4
    verbs = list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["item.created", "item.updated", "item.restored", "item.restored"]


def test_an_angle_that_is_still_there_keeps_its_id(editor: Membership) -> None:
    item = items.create_item(actor=editor, title="First", angles=[ANGLE], language="en")
    angle = Angle.objects.get()
    reworded = AngleValues("The moment", "Another question?", "en", public_id=angle.public_id)
    items.update_item(actor=editor, item=item, version=1, angles=[reworded])
    restoring.restore_version(actor=editor, item=item, number=1, version=2)
    assert Angle.objects.get().public_id == angle.public_id
    assert Angle.objects.get().question == ANGLE.question


def test_what_is_gone_is_left_out_and_named(editor: Membership) -> None:
    topic, team, other = TopicFactory(name="Wood"), TeamFactory(name="Nantes"), TeamFactory(name="Lyon")
    item = items.create_item(actor=editor, title="x", topics=[topic], for_everyone=False, teams=[team, other])
    items.update_item(actor=editor, item=item, version=1, topics=[], title="y")
    topic.delete()
    team.delete()
    restored = restoring.restore_version(actor=editor, item=item, number=1, version=2)
    assert sorted(restored.missing) == ["Nantes", "Wood"]
    assert [link.team for link in item.item_teams.all()] == [other]


@pytest.mark.parametrize(
    ("number", "version", "code"), [(9, 2, "unknown_version"), (2, 2, "nothing_to_restore"), (1, 1, "item_stale")]
)
def test_refusals_change_nothing(editor: Membership, number: int, version: int, code: str) -> None:
    item = items.create_item(actor=editor, title="First")
    items.update_item(actor=editor, item=item, version=1, title="Second")
    with pytest.raises(RuleViolation) as caught:
        restoring.restore_version(actor=editor, item=item, number=number, version=version)
    assert caught.value.code == code
    stored = ContentItem.objects.get(pk=item.pk)
    assert (stored.title, stored.version) == ("Second", 2)


def test_a_contributor_takes_nothing_up_that_has_been_proposed(editor: Membership, carl: Membership) -> None:
    item = AngleFactory(item__title="Live").item
    ItemVersionFactory(item=item, content={**selectors.content_of(item), "title": "Earlier"})
    ContentItem.objects.update(version=2)
    item.refresh_from_db()
    with pytest.raises(RuleViolation) as caught:
        restoring.restore_version(actor=carl, item=item, number=1, version=2)
    assert caught.value.code == "item_needs_publisher"


def test_an_old_copy_never_makes_two_versions_of_one_number(editor: Membership) -> None:
    item = ContentItemFactory()
    old = ContentItem.objects.get(pk=item.pk)
    items.set_campaign(actor=editor, item=item, campaign=CampaignFactory())
    items.prolong_item(actor=editor, item=old, expires_at=None)
    assert [number for number, _changed in kept(item)] == [1, 2, 3]
    assert old.campaign_id == item.campaign_id
