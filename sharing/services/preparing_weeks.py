"""Laying out a person's week by their rules: which ideas, on which network, at which of their hours. Drafts only."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from advocacy.lib.public_ids import new_public_id
from advocacy.people.models import Membership
from advocacy.people.services import notify
from advocacy.people.states import NotificationKind
from content_library import selectors as library
from content_library.models import ContentItem, ItemTopic, SuggestedText
from content_library.states import ItemState
from sharing import selectors
from sharing.models import RulePick, RuleStart, Share, SharingRule
from sharing.networks.base import Network
from sharing.selectors import desk, rhythm
from sharing.services import links, moments, prepared, shares, similarity

# Time to read what was prepared before its hour comes.
NOTICE: Final = timedelta(hours=3)
FRIDAY: Final = 4
# How many ideas are looked at for one week of one rule.
_IDEAS: Final = 40
# Colleagues whose rules chose the same hour for the same idea: half an hour apart, four steps at most.
_STEP, _STEPS = timedelta(minutes=30), 4


@dataclass(frozen=True, slots=True)
class _Place:
    """A free hour of a week: on the person's clock, and in the world."""

    local: datetime
    instant: datetime


def prepare_weeks(now: datetime | None = None) -> int:
    """Prepare what the rules of the current organisation ask for and still lack, and tell each person once a week.

    This week's rest, and from Friday on the next week. May run as often as it likes: what was prepared once is not
    prepared again, whatever became of it. Says how many drafts were made.
    """
    now = now or timezone.now()
    clear_past_weeks(now)
    rules = SharingRule.objects.filter(is_on=True).select_related("membership__user", "membership__organisation")
    made = 0
    for rule in rules:
        if selectors.is_enrolled(rule.membership):
            made += _prepare(rule, now)
    return made


@transaction.atomic
def clear_past_weeks(now: datetime | None = None) -> int:
    """End what was prepared for a week that is over: untouched drafts go, the others stay as ordinary drafts."""
    today = (now or timezone.now()).date()
    # Wherever on earth the person is, that Sunday is over.
    over = RulePick.objects.filter(week__lt=today - timedelta(days=8), share__is_prepared=True, share__state="draft")
    rows = Share.objects.filter(pk__in=over.values("share_id")).select_related("membership__organisation", "link")
    return prepared.drop_untouched(list(rows), forget=False)


def week_path(membership: Membership) -> str:
    """The page of one's week."""
    return reverse("sharing:my_week", kwargs={"org": membership.organisation.slug})


# --- Inside ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def _prepare(rule: SharingRule, now: datetime) -> int:
    # Locked: two runs at once would each believe that something is missing.
    locked = SharingRule.objects.select_for_update(of=("self",)).filter(pk=rule.pk, is_on=True).first()
    if locked is None:
        return 0
    membership = rule.membership
    today = now.astimezone(ZoneInfo(membership.time_zone)).date()
    monday = today - timedelta(days=today.weekday())
    weeks = [monday, monday + timedelta(days=7)] if today.weekday() >= FRIDAY else [monday]
    made = 0
    for week in weeks:
        count = _prepare_week(rule, week, now)
        if count:
            _tell(membership, week)
        made += count
    return made


def _prepare_week(rule: SharingRule, week: date, now: datetime) -> int:
    wanted = rule.per_week - RulePick.objects.filter(rule=rule, week=week).count()
    room = rhythm.room_in_week(rule.membership, week)
    wanted = wanted if room is None else min(wanted, room)
    if wanted <= 0:
        return 0
    places = list(_places(rule, week, now))
    networks = [found for key in rule.networks if (found := _network(rule, key)) is not None]
    if not places or not networks:
        return 0
    ideas, had = _ideas(rule), _had(rule.membership)
    picked: set[int] = set()
    for place in _evenly(places, wanted):
        for turn in range(len(networks)):
            network = networks[(len(picked) + turn) % len(networks)]
            left = (idea for idea in ideas if idea.pk not in picked and (idea.pk, network.key) not in had)
            item = next((idea for idea in left if _suits(idea, network, place)), None)
            if item is not None:
                _make(rule, item, network, place, week)
                picked.add(item.pk)
                break
    return len(picked)


def _network(rule: SharingRule, key: str) -> Network | None:
    return selectors.find_network(key, rule.membership.organisation)


def _places(rule: SharingRule, week: date, now: datetime) -> Iterator[_Place]:
    """The rule's hours in that week that are still far enough away and not taken by a share of the person's."""
    zone = ZoneInfo(rule.membership.time_zone)
    taken = rhythm.times_in_week(rule.membership, week)
    for weekday in rule.weekdays:
        for hour in rule.hours:
            local = datetime.fromisoformat(f"{week + timedelta(days=weekday)}T{hour}")
            instant = moments.instant_of(local, zone)
            if instant is None or instant < now + NOTICE:
                continue
            if not any(abs(instant - other) < timedelta(hours=1) for other in taken):
                yield _Place(local, instant)


def _evenly(places: list[_Place], wanted: int) -> list[_Place]:
    """So many of them, different days first, as far apart as the rule allows."""
    by_day: dict[date, list[_Place]] = {}
    for place in places:
        by_day.setdefault(place.local.date(), []).append(place)
    days = list(by_day.values())
    if len(days) > wanted:
        days = [days[number * len(days) // wanted] for number in range(wanted)]
    rounds = max(map(len, days))
    found = [day[number] for number in range(rounds) for day in days if number < len(day)]
    return sorted(found[:wanted], key=lambda place: place.instant)


def _ideas(rule: SharingRule) -> list[ContentItem]:
    """What suits the person now, the best first: theirs to see, in a language of theirs, not set aside."""
    topics = list(rule.rule_topics.values_list("topic_id", flat=True))
    left_out: Collection[int] = ()
    if topics:
        about = ItemTopic.objects.filter(topic_id__in=topics).values("item_id")
        left_out = list(ContentItem.objects.shareable().exclude(pk__in=about).values_list("pk", flat=True))
    found = library.items_for(rule.membership, limit=_IDEAS, exclude_ids=left_out)
    return [suggestion.item for suggestion in found]


def _suits(item: ContentItem, network: Network, place: _Place) -> bool:
    if item.networks and network.key not in item.networks:
        return False
    if item.expires_at is not None and item.expires_at <= place.instant:
        return False
    if item.state != ItemState.WAITING:
        return True
    post = getattr(item, "page_post", None)
    return post is not None and post.expected_at is not None and post.expected_at < place.instant


def _had(membership: Membership) -> set[tuple[int | None, str]]:
    """What this person has shared, is about to, gave up, or was once prepared: idea and network."""
    shared = Share.objects.filter(membership=membership).values_list("item_id", "network")
    picked = RulePick.objects.filter(membership=membership).values_list("item_id", "network")
    return {*shared, *picked}


def _make(rule: SharingRule, item: ContentItem, network: Network, place: _Place, week: date) -> None:
    membership, key = rule.membership, f"{new_public_id()}-{network.key}"
    address = links.address_for(actor=membership, network=network.key, request_key=key) if item.url else ""
    offered = _rotated(membership, item, network) if rule.begins_with == RuleStart.TEXT else None
    text = desk.starting_text(network, offered.body if offered else "", address)
    angles = [] if offered else sorted(desk.angle_choices(membership, item, ""), key=lambda choice: choice.taken)
    share = shares.save_draft(
        actor=membership,
        network=network.key,
        text=text,
        item=item,
        suggested_text=offered,
        angle=angles[0].angle if angles else None,
        pictures=[(item.picture, item.picture.alternative_text)] if item.picture is not None else [],
        with_link=bool(address) and (address in text or selectors.carries_card(network, text, address)),
        request_key=key,
    )
    share.is_prepared = True
    share.due_local = f"{_beside_colleagues(item, network.key, place.local):%Y-%m-%dT%H:%M}"
    share.zone = membership.time_zone
    share.save(update_fields=["is_prepared", "due_local", "zone", "updated_at"])
    RulePick.objects.create(
        membership=membership,
        rule=rule,
        share=share,
        item=item,
        network=network.key,
        week=week,
        fingerprint=prepared.fingerprint(share, network),
    )


def _rotated(membership: Membership, item: ContentItem, network: Network) -> SuggestedText | None:
    """The wording given least so far, and not the one given last: no two colleagues in a row get the same.

    None, hence a question instead, where the network forbids the same text twice and each one was given.
    """
    texts = library.suggested_texts_for(item, membership.language, network.key)
    shares = Share.objects.filter(item=item, network=network.key, suggested_text__in=texts).order_by("pk")
    given = list(shares.values_list("suggested_text_id", flat=True))
    if not network.limits.identical_texts_allowed:
        texts = [text for text in texts if text.pk not in given and not similarity.is_too_similar(network, text.body)]
    if not texts:
        return None
    last = given[-1] if given else None
    return min(texts, key=lambda text: (len(texts) > 1 and text.pk == last, given.count(text.pk), text.pk))


def _beside_colleagues(item: ContentItem, network: str, local: datetime) -> datetime:
    """Later by half an hour for each colleague whose rule proposes the same idea that day: no chorus."""
    others = Share.objects.filter(item=item, network=network, is_prepared=True, state="draft")
    same_day = others.filter(due_local__startswith=f"{local:%Y-%m-%d}").count()
    return local + _STEP * (same_day % _STEPS)


def _tell(membership: Membership, week: date) -> None:
    notify(
        membership=membership,
        kind=NotificationKind.WEEK_READY,
        details={"week": f"{week:%Y-%m-%d}"},
        path=week_path(membership),
        once_key=f"week:{week:%Y-%m-%d}",
    )
