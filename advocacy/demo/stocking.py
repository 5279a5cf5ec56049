"""The library: topics and who follows them, campaigns, what is offered now, and what was offered earlier."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from advocacy.demo import picture_files
from advocacy.demo.shapes import CampaignSeed, ItemSeed, PastSeed
from advocacy.demo.stage import Stage, Subject, backdated
from advocacy.demo.typography import typeset
from advocacy.organisations.selectors import Semester
from advocacy.people.models import Team
from content_library.models import (
    Angle,
    Campaign,
    ContentItem,
    FollowedTopic,
    ItemMark,
    ItemTeam,
    ItemTopic,
    PagePost,
    SuggestedText,
    Topic,
)
from content_library.states import AnnouncementOrder, ItemState, Mark

# Once out, an idea is taken up for about so long.
TAKEN_UP = timedelta(days=48)
# An earlier item is kept this far apart from what the library offers now.
EARLIER = timedelta(days=32)
EXPIRED_FOR = timedelta(days=120)


def stock_library(stage: Stage) -> None:
    """Create everything there is and was to share; the people of `stage` exist already."""
    topics = _topics(stage)
    _campaigns(stage)
    _scenes(stage)
    pairs = [(seed, _item(stage, seed)) for seed in stage.seed.items]
    earlier = _earlier(stage)
    _save_items([item for _seed, item in pairs] + [item for _past, item, _since in earlier])
    stage.items = {seed.slug: item for seed, item in pairs}
    _parts(stage, pairs, topics)
    ItemTopic.objects.bulk_create(
        [ItemTopic(item=item, topic=topics[name]) for past, item, _since in earlier for name in past.topics]
    )
    _subjects(stage, pairs, earlier)
    _marks(stage)


def _save_items(items: Sequence[ContentItem]) -> None:
    with backdated(ContentItem, "created_at", "updated_at"):
        ContentItem.objects.bulk_create(items)
        for item in items:
            item.index_words()


def _topics(stage: Stage) -> dict[str, Topic]:
    names = stage.seed.topics
    topics = dict(zip(names, _named(names), strict=True))
    followed = []
    for person in stage.seed.people:
        if not person.enrolled:
            continue
        liked = (
            [names[0], names[1], names[3]]
            if person.door == "ambassador"
            else stage.chance.sample(names, stage.chance.choice((2, 3, 3, 4)))
        )
        followed += [FollowedTopic(topic=topics[name], membership=stage.members[person.name]) for name in liked]
    FollowedTopic.objects.bulk_create(followed)
    return topics


def _named(names: Sequence[str]) -> list[Topic]:
    return Topic.objects.bulk_create([Topic(name=name) for name in names])


def _campaigns(stage: Stage) -> None:
    rows = [_campaign(stage, seed) for seed in stage.seed.campaigns]
    with backdated(Campaign, "created_at"):
        Campaign.objects.bulk_create(rows)
    stage.campaigns = {seed.name: row for seed, row in zip(stage.seed.campaigns, rows, strict=True)}


def _campaign(stage: Stage, seed: CampaignSeed) -> Campaign:
    before, current = stage.semesters
    return Campaign(
        name=seed.name,
        objective=seed.objective,
        brief=typeset(seed.brief, stage.seed.language),
        colour=seed.colour,
        starts_on=before.starts_on if seed.starts is None else stage.days(seed.starts).date(),
        ends_on=_last_day(current) if seed.ends is None else stage.days(seed.ends).date(),
        owner=stage.door("comms"),
        goal=typeset(seed.goal, stage.seed.language),
        goal_measure=seed.measure,
        goal_target=seed.target,
        goal_reached=seed.reached,
        goal_note=typeset(seed.note, stage.seed.language),
        created_at=before.starts_at - timedelta(days=10) + timedelta(hours=10, minutes=12 * seed.colour),
    )


def _last_day(semester: Semester) -> date:
    return semester.ends_on - timedelta(days=1)


def _scenes(stage: Stage) -> None:
    wanted = dict.fromkeys(
        [seed.scene or seed.slug for seed in stage.seed.items]
        + [past.scene for half in stage.seed.past for past in half]
    )
    rows = [picture_files.scene_asset(stage.organisation, slug, stage.seed.language) for slug in wanted]
    model = type(rows[0])
    for row in rows:
        row.created_at = stage.days(-300)
    with backdated(model, "created_at"):
        model.objects.bulk_create(rows)
    stage.scenes = dict(zip(wanted, rows, strict=True))


# --- What is offered now ---------------------------------------------------------------------------------------------
def page_moment(stage: Stage, days: float) -> datetime:
    """When the page speaks: at nine on that day, or some hours ago."""
    if -0.5 < days < 0:
        return stage.days(days).replace(second=0, microsecond=0)
    return working_day(stage.at(days, 9), later=days > 0)


def working_day(moment: datetime, *, later: bool) -> datetime:
    """The same hour on a day when people work: the Monday after, or the Friday before."""
    weekend = max(0, moment.weekday() - 4)
    return moment + timedelta(days=(3 - weekend) % 3) if later else moment - timedelta(days=weekend)


def _state(seed: ItemSeed) -> ItemState:
    if seed.state:
        return ItemState(seed.state)
    waits = seed.order == AnnouncementOrder.PAGE_FIRST and seed.page_days is not None and seed.page_days > 0
    return ItemState.WAITING if waits else ItemState.LIVE


def _item(stage: Stage, seed: ItemSeed) -> ContentItem:
    language, state = stage.seed.language, _state(seed)
    since = _since(stage, seed)
    editors = [stage.members[person.name] for person in stage.seed.people if "content_manager" in person.roles]
    return ContentItem(
        kind=seed.kind,
        family=seed.family,
        state=state,
        state_changed_at=_changed_at(stage, seed, state, since),
        language=language,
        title=typeset(seed.title, language),
        summary=typeset(seed.summary, language),
        url=seed.url,
        facts=typeset("\n".join(seed.facts), language),
        facts_verified_by=seed.verified_by,
        credit=seed.credit,
        campaign=stage.campaigns.get(seed.campaign),
        picture=stage.scenes[seed.scene or seed.slug],
        announcement_order=seed.order,
        networks=list(seed.networks or stage.seed.networks),
        for_everyone=not seed.teams,
        available_from=since if state not in {ItemState.DRAFT, ItemState.IN_REVIEW} else None,
        expires_at=stage.at(seed.expires_days, 18) if seed.expires_days is not None else None,
        author=stage.members.get(seed.author),
        created_by=stage.chance.choice(editors),
        created_at=_begun(stage, since),
        updated_at=since,
        version=2,
    )


def _begun(stage: Stage, since: datetime) -> datetime:
    """When somebody began to write it: some days before, at an hour when people write."""
    day = (since - timedelta(days=stage.chance.randrange(2, 6))).astimezone(stage.zone)
    hour, minute = stage.chance.randrange(9, 17), stage.chance.randrange(60)
    return working_day(day.replace(hour=hour, minute=minute), later=False)


def _since(stage: Stage, seed: ItemSeed) -> datetime:
    """When it came into the library's open: for a draft, when somebody began it."""
    if seed.available_days is None or seed.available_days > 0:
        return stage.at(-2, 11, 20)
    if seed.available_days > -1:
        return stage.days(seed.available_days)
    return working_day(stage.at(seed.available_days, 8, 30), later=False)


def _changed_at(stage: Stage, seed: ItemSeed, state: ItemState, since: datetime) -> datetime:
    if state == ItemState.EXPIRED and seed.expires_days is not None:
        return stage.at(seed.expires_days, 18)
    if state == ItemState.LIVE and seed.page_days is not None:
        return max(page_moment(stage, seed.page_days), since)
    return since


def _parts(stage: Stage, pairs: Sequence[tuple[ItemSeed, ContentItem]], topics: dict[str, Topic]) -> None:
    language = stage.seed.language
    teams = {team.name: team for team in Team.objects.all()}
    angles, texts, posts, about, meant = [], [], [], [], []
    for seed, item in pairs:
        for place, angle in enumerate(seed.angles):
            own = angle.language or language
            angles.append(
                Angle(
                    item=item,
                    position=place,
                    language=own,
                    name=typeset(angle.name, own),
                    question=typeset(angle.question, own),
                    helpers=typeset(angle.helpers, own),
                )
            )
        for place, text in enumerate(seed.texts):
            own = text.language or language
            body = typeset(text.body, own)
            texts.append(SuggestedText(item=item, position=place, language=own, network=text.network, body=body))
        if seed.page_days is not None:
            posts.append(_page_post(stage, seed, item))
        about += [ItemTopic(item=item, topic=topics[name]) for name in seed.topics]
        meant += [ItemTeam(item=item, team=teams[name]) for name in seed.teams]
    Angle.objects.bulk_create(angles)
    SuggestedText.objects.bulk_create(texts)
    PagePost.objects.bulk_create(posts)
    ItemTopic.objects.bulk_create(about)
    ItemTeam.objects.bulk_create(meant)


def _page_post(stage: Stage, seed: ItemSeed, item: ContentItem) -> PagePost:
    days = seed.page_days or 0.0
    moment = page_moment(stage, days)
    posted = days < 0 and item.state != ItemState.WAITING
    return PagePost(item=item, expected_at=moment, posted_at=moment if posted else None)


def _marks(stage: Stage) -> None:
    """A few people keep ideas for later; the person one signs in as keeps two."""
    live = [item for item in stage.items.values() if item.state == ItemState.LIVE]
    first = stage.door("ambassador")
    keepers = [first, *stage.chance.sample([m for m in stage.members.values() if m.is_ambassador and m != first], 4)]
    rows = []
    for keeper in keepers:
        rows += [ItemMark(item=item, membership=keeper, mark=Mark.KEPT) for item in live[-6:-4]]
    ItemMark.objects.bulk_create(rows)


# --- What was offered earlier ----------------------------------------------------------------------------------------
def _earlier(stage: Stage) -> list[tuple[PastSeed, ContentItem, datetime]]:
    made = []
    for semester, half in zip(stage.semesters, stage.seed.past, strict=True):
        for past in half:
            since = semester.starts_at + timedelta(days=7 * past.week + 1, hours=9)
            if since < stage.now - EARLIER:
                made.append((past, _past_item(stage, past, since), since))
    return made


def _past_item(stage: Stage, past: PastSeed, since: datetime) -> ContentItem:
    language = stage.seed.language
    ended = min(since + TAKEN_UP, stage.days(-1))
    long_over = ended < stage.now - EXPIRED_FOR
    return ContentItem(
        family=past.family,
        state=ItemState.ARCHIVED if long_over else ItemState.EXPIRED,
        state_changed_at=ended,
        language=language,
        title=typeset(past.title, language),
        summary=typeset(past.texts[-1], language),
        url=f"https://{stage.seed.domain}/archives/{since:%Y-%m}/{past.scene}-{past.week}",
        campaign=stage.campaigns.get(past.campaign),
        picture=stage.scenes[past.scene],
        announcement_order=AnnouncementOrder.PROFILES_ONLY,
        networks=list(stage.seed.networks),
        available_from=since,
        expires_at=ended,
        created_by=stage.door("comms"),
        created_at=since - timedelta(days=4),
        updated_at=ended,
    )


def _subjects(
    stage: Stage,
    pairs: Sequence[tuple[ItemSeed, ContentItem]],
    earlier: Sequence[tuple[PastSeed, ContentItem, datetime]],
) -> None:
    """Note what could be shared from when to when."""
    for seed, item in pairs:
        if item.state in {ItemState.LIVE, ItemState.EXPIRED}:
            own = tuple(text.body for text in seed.texts if text.language in {"", stage.seed.language})
            until = min(item.expires_at or stage.now, stage.now)
            stage.subjects.append(Subject(item, _out(item), until, own))
    for past, item, since in earlier:
        stage.subjects.append(Subject(item, since, since + TAKEN_UP, past.texts))


def _out(item: ContentItem) -> datetime:
    """From when it could be shared."""
    return item.state_changed_at if item.state == ItemState.LIVE else item.available_from or item.created_at
