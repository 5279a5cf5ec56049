"""Several ideas at once, and one undo that puts back exactly what was."""

from datetime import timedelta

import pytest
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership
from content_library import selectors
from content_library.models import BulkAct, ContentItem
from content_library.services import bulk, items, listeners
from content_library.states import ItemState
from tests.factories.content_library import BulkActFactory, CampaignFactory, ContentItemFactory
from tests.factories.people import TeamFactory


def standing(item: ContentItem) -> tuple[object, ...]:
    stored = ContentItem.objects.get(pk=item.pk)
    teams = sorted(stored.item_teams.values_list("team__name", flat=True))
    return stored.state, stored.campaign_id, stored.expires_at, stored.for_everyone, teams


def several(actor: Membership, chosen: list[ContentItem], verb: str, value: str = "") -> bulk.Several:
    fresh = list(ContentItem.objects.filter(pk__in=[item.pk for item in chosen]).order_by("pk"))
    return bulk.act_on_several(actor=actor, chosen=fresh, verb=verb, value=value)


@pytest.fixture
def three(editor: Membership) -> list[ContentItem]:
    """One live with an end, one expired, one draft for a team in a campaign."""
    ends = timezone.now() + timedelta(days=3)
    past = timezone.now() - timedelta(days=3)
    draft = items.create_item(
        actor=editor, title="A draft", campaign=CampaignFactory(), for_everyone=False, teams=[TeamFactory(name="Lyon")]
    )
    live = ContentItemFactory(title="Live", expires_at=ends)
    return [live, ContentItemFactory(state=ItemState.EXPIRED, expires_at=past), draft]


@pytest.mark.parametrize("verb", ["campaign", "campaign:none", "team", "team:everyone", "prolong", "archive"])
def test_undo_puts_back_exactly_what_was(editor: Membership, three: list[ContentItem], verb: str) -> None:
    before = [standing(item) for item in three]
    values = {
        "campaign": CampaignFactory().public_id,
        "team": TeamFactory(name="Nantes").public_id,
        "prolong": "30",
    }
    name, _colon, none = verb.partition(":")
    done = several(editor, three, name, "" if none else values.get(name, ""))
    assert done.changed
    assert [standing(item) for item in three] != before
    assert done.act is not None
    undone = bulk.undo_bulk(actor=editor, act=done.act)
    assert (undone.changed, undone.refused) == (done.changed, [])
    assert [standing(item) for item in three] == before
    assert selectors.undoable_act(editor) is None


def test_what_somebody_changed_since_stays_and_is_named(
    editor: Membership, carl: Membership, alice: Membership, three: list[ContentItem]
) -> None:
    live, expired, _draft = three
    before = standing(expired)
    done = several(editor, [live, expired], "prolong", "30")
    changed = ContentItem.objects.get(pk=live.pk)
    items.set_campaign(actor=alice, item=changed, campaign=CampaignFactory())
    after = standing(live)
    assert done.act is not None
    undone = bulk.undo_bulk(actor=editor, act=done.act)
    assert undone.changed == 1
    assert [("Live" in reason, "Alice Aubert changed it since" in reason) for reason in undone.refused] == [
        (True, True)
    ]
    assert standing(live) == after
    assert standing(expired) == before


def test_an_item_moved_since_is_left_alone(editor: Membership, three: list[ContentItem]) -> None:
    done = several(editor, three[:1], "archive")
    item = ContentItem.objects.get(pk=three[0].pk)
    items.unpublish_item(actor=editor, item=item)
    assert done.act is not None
    undone = bulk.undo_bulk(actor=editor, act=done.act)
    assert (undone.changed, len(undone.refused), standing(item)[0]) == (0, 1, ItemState.DRAFT)


def test_once_and_by_its_author_only(editor: Membership, alice: Membership, three: list[ContentItem]) -> None:
    done = several(editor, three, "archive")
    assert done.act is not None
    with pytest.raises(RuleViolation, match="Only the person"):
        bulk.undo_bulk(actor=alice, act=done.act)
    bulk.undo_bulk(actor=editor, act=done.act)
    with pytest.raises(RuleViolation, match="already been undone"):
        bulk.undo_bulk(actor=editor, act=done.act)
    assert selectors.undoable_act(alice) is None


def test_a_campaign_or_a_team_that_is_gone_is_said(editor: Membership, three: list[ContentItem]) -> None:
    draft = three[2]
    done = several(editor, [draft], "team")
    draft.item_teams.model.objects.all().delete()
    team = selectors.item(draft.public_id)
    assert team is not None
    assert done.act is not None
    change = done.act.changes.get()
    change.before = {**change.before, "teams": [987654]}
    change.save()
    undone = bulk.undo_bulk(actor=editor, act=done.act)
    assert (undone.changed, "no longer there" in undone.refused[0]) == (0, True)


@pytest.mark.parametrize(
    ("verb", "value", "code"),
    [
        ("campaign", "x", "unknown_campaign"),
        ("team", "x", "unknown_team"),
        ("prolong", "4", "unknown_act"),
        ("burn", "", "unknown_act"),
    ],
)
def test_nonsense_touches_nothing(
    editor: Membership, three: list[ContentItem], verb: str, value: str, code: str
) -> None:
    with pytest.raises(RuleViolation) as caught:
        several(editor, three, verb, value)
    assert caught.value.code == code
    assert not BulkAct.objects.exists()


def test_one_refused_stops_none_and_what_did_not_change_is_not_remembered(
    editor: Membership, three: list[ContentItem]
) -> None:
    archived = ContentItemFactory(title="Put away", state=ItemState.ARCHIVED)
    done = several(editor, [*three, archived], "archive")
    assert (done.changed, [("Put away" in reason) for reason in done.refused]) == (3, [True])
    assert done.act is not None
    assert done.act.changes.count() == 3


def test_what_comes_back_is_heard(
    editor: Membership, three: list[ContentItem], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(listeners, "opened", [lambda item: heard.append("opened")])
    monkeypatch.setattr(listeners, "withdrawn", [lambda item: heard.append("withdrawn")])
    done = several(editor, three[:1], "archive")
    assert done.act is not None
    bulk.undo_bulk(actor=editor, act=done.act)
    done = several(editor, three[1:2], "prolong", "7")
    assert done.act is not None
    bulk.undo_bulk(actor=editor, act=done.act)
    assert heard == ["withdrawn", "opened", "opened", "withdrawn"]


def test_an_old_act_is_no_longer_offered(editor: Membership) -> None:
    act = BulkActFactory(actor=editor, done_at=timezone.now() - timedelta(hours=2))
    assert selectors.undoable_act(editor) is None
    assert selectors.own_act(editor, act.public_id) == act
