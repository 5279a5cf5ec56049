"""What the person one signs in as has on their pages: shares in every state, each with a reason to be there."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from advocacy.demo import doors_words, picture_files
from advocacy.demo.cast import Person
from advocacy.demo.doors_words import OpenWords
from advocacy.demo.past_shares import GRACE, post_document, receipt
from advocacy.demo.rhythm import Occasion, pick_subject
from advocacy.demo.stage import Stage, Subject, backdated
from advocacy.demo.stocking import working_day
from advocacy.demo.typography import typeset
from advocacy.lib.public_ids import new_public_id
from advocacy.people.models import Membership, Notification
from advocacy.people.states import NotificationKind
from content_library import selectors as library
from content_library.models import ContentItem, Topic
from content_library.selectors.feed import FIRST_SCREEN
from content_library.states import Family
from sharing import selectors
from sharing.models import Share, ShareAttempt, SharePicture, TrackedLink
from sharing.selectors.wording import BY_THE_PERSON
from sharing.services import content, links, moments, preparing_weeks, rules
from sharing.services.shares import save_draft, schedule_share
from sharing.states import AttemptOutcome, ShareState

# Days back at which they shared something that is told in other words than here.
EARLIER: Final = (33, 41, 52, 63, 74, 85, 99, 112, 126, 152, 166, 181, 193, 208, 222, 235, 251, 264, 279, 291, 306)
BY_HAND_DAY: Final = 63
# The last six are five about the company and one about the craft.
COMPANY_ONLY: Final = 4


@dataclass
class Door:
    """The pages of one organisation's ambassador."""

    stage: Stage
    posts: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.person: Person = next(each for each in self.stage.seed.people if each.door == "ambassador")
        self.member: Membership = self.stage.members[self.person.name]
        self.words: OpenWords = doors_words.WORDS[self.stage.seed.slug]
        self.first, self.second = self.stage.seed.networks

    # --- What went out -----------------------------------------------------------------------------------------------
    def occasions(self) -> list[Occasion]:
        """What this person has published, oldest first."""
        made = [self._told(*told) for told in self.words.published]
        for place, days in enumerate(EARLIER):
            told = [each.subject for each in made]
            occasion = self._earlier(days, company=place < COMPANY_ONLY, besides=told)
            if occasion is not None:
                made.append(occasion)
        return sorted(made, key=lambda each: each.moment)

    def _told(self, days: int, slug: str, title: str, text: str, impressions: int) -> Occasion:
        item = self.stage.items[slug]
        subject = next(each for each in self.stage.subjects if each.item is item)
        moment = max(working_day(self.stage.at(-days, 8, 40), later=False), subject.since + timedelta(minutes=47))
        language = self.stage.seed.language
        words = typeset(text, language), typeset(title, language)
        return Occasion(self.person, moment, self.first, subject, *words, impressions)

    def _earlier(self, days: int, *, company: bool, besides: list[Subject]) -> Occasion | None:
        hour, minute = self.stage.chance.choice(((8, 40), (12, 35), (8, 15), (13, 5), (9, 20)))
        moment = working_day(self.stage.at(-days, hour, minute), later=False)
        if moment < self.stage.enrolled[self.person.name]:
            return None
        families = [Family.COMPANY.value] if company else []
        subject: Subject | None = pick_subject(
            self.stage, moment, network=self.first, chance=self.stage.chance, families=families, besides=besides
        )
        if subject is None:
            return None
        return Occasion(self.person, moment, self.first, subject, by_hand=days == BY_HAND_DAY)

    # --- What is open ------------------------------------------------------------------------------------------------
    def open_shares(self) -> None:
        """Shares that wait: for a gesture, for their hour, for the company page; one called off, one being written."""
        self._failed()
        self._unconfirmed()
        self._called_off()
        self._scheduled(self.words.tomorrow, self.stage.at(1, *self.words.tomorrow_at))
        self._scheduled(self.words.next_week, self._next_tuesday())
        self._scheduled(self.words.waiting, self.stage.at(1, 9))
        self._draft()
        self._rule()
        self._access_ends_soon()

    def _next_tuesday(self) -> datetime:
        today = self.stage.now.astimezone(self.stage.zone).weekday()
        return self.stage.at((1 - today) % 7 + 7 if (1 - today) % 7 < 2 else (1 - today) % 7, 12, 30)

    def _scheduled(self, words: tuple[str, str], due: datetime) -> None:
        slug, text = words
        item = self.stage.items[slug]
        schedule_share(
            actor=self.member,
            network=self.first,
            text=typeset(text, self.stage.seed.language),
            item=item,
            due_local=f"{due:%Y-%m-%dT%H:%M}",
            zone=self.stage.seed.zone,
        )

    def _draft(self) -> None:
        slug, text = self.words.draft
        item = self.stage.items[slug]
        save_draft(actor=self.member, network=self.first, text=typeset(text, self.stage.seed.language), item=item)

    def _rule(self) -> None:
        """A rule about what the first screen does not show, and the week it prepared."""
        ideas = [each.item for each in library.items_for(self.member, limit=FIRST_SCREEN + 8)]
        about = [{each.topic for each in item.item_topics.all()} for item in ideas]
        shown = set[Topic]().union(*about[:FIRST_SCREEN])
        topics = sorted(set[Topic]().union(*about[FIRST_SCREEN:]) - shown, key=lambda topic: topic.name)
        if topics:
            terms = rules.Terms(networks=[self.first], weekdays=[1, 2, 3, 4], hours=["13:05"], topics=topics[:2])
            rules.create_rule(actor=self.member, terms=terms)
            preparing_weeks.prepare_weeks(self.stage.now)

    def _row(
        self, network: str, title: str, text: str, due: datetime, *, item: ContentItem | None = None, url: str = ""
    ) -> Share:
        """A promised share, not saved yet."""
        language = self.stage.seed.language
        promise = moments.at(due, self.stage.seed.zone)
        share = Share(
            membership=self.member,
            item=item,
            network=network,
            connection=self.stage.connections[self.person.name, network],
            title=typeset(title, language),
            due_at=promise.due_at,
            due_local=promise.due_local,
            zone=promise.zone,
            publish_before=promise.due_at + GRACE,
            request_key=new_public_id(),
            state_changed_at=due,
            created_at=due - timedelta(hours=16),
            updated_at=due,
        )
        if url:
            target = links.with_campaign(url, network=network, campaign=item.campaign if item else None)
            share.link = TrackedLink.objects.create(destination=target)
        address = links.address_of(share) if share.link is not None else ""
        offered = self.stage.networks[network]
        share.text = selectors.composer_text(offered, typeset(text, language), address)
        return share

    def _save(self, share: Share) -> None:
        network = self.stage.networks[share.network]
        share.content_sha256 = content.content_of(share, network).sha256()
        with backdated(Share, "created_at", "updated_at"):
            share.save()

    def _attempt(self, share: Share, began: datetime, seconds: float, **values: Any) -> None:
        ShareAttempt.objects.create(
            share=share,
            number=1,
            lease=uuid.UUID(int=self.stage.chance.getrandbits(128)),
            content_sha256=share.content_sha256,
            worker="demo",
            started_at=began,
            finished_at=began + timedelta(seconds=seconds),
            **values,
        )

    def _failed(self) -> None:
        """Yesterday the second network refused a picture."""
        due = self.stage.at(-1, 12, 15)
        title, text = self.words.failed
        share = self._row(self.second, title, text, due)
        picture = picture_files.scene_asset(
            self.stage.organisation, self.words.failed_scene, self.stage.seed.language, owner=self.member
        )
        picture.save()
        # Written first, approved with its picture then.
        share.state = ShareState.DRAFT
        self._save(share)
        SharePicture.objects.create(share=share, asset=picture, alternative_text=picture.alternative_text)
        share.state, share.reason, share.tries = ShareState.FAILED, "image_size", 1
        self._save(share)
        self._attempt(share, due, 2.2, outcome=AttemptOutcome.REFUSED, status=413, error_code="image_size")
        self._tell(share, NotificationKind.SHARE_FAILED, due + timedelta(seconds=3))

    def _unconfirmed(self) -> None:
        """This morning the first network took the post and never answered: it is online, only nobody knows."""
        morning = self.stage.at(0, 9, 5)
        due = morning if morning < self.stage.days(0) - timedelta(minutes=40) else self.stage.at(-1, 17, 5)
        title, text = self.words.unconfirmed
        share = self._row(self.first, title, text, due, url=self.words.unconfirmed_url)
        share.state, share.tries = ShareState.UNCONFIRMED, 1
        share.asked_at = share.state_changed_at = due + timedelta(minutes=6)
        self._save(share)
        self._attempt(share, due, 30, outcome=AttemptOutcome.UNCONFIRMED, error_code="timeout")
        self._tell(share, NotificationKind.SHARE_UNCONFIRMED, share.asked_at)
        network = self.stage.networks[self.first]
        share.published_at = due
        document = post_document(self.stage, share, None)
        self.posts.append({**document, "id": receipt(self.stage, share, network, due)[0]})

    def _called_off(self) -> None:
        slug, title, text = self.words.called_off
        item = self.stage.items[slug]
        share = self._row(self.first, title, text, self.stage.at(-5, 8, 40), item=item, url=item.url)
        share.state, share.reason = ShareState.CANCELLED, BY_THE_PERSON
        share.state_changed_at = self.stage.at(-6, 18, 12)
        self._save(share)

    # --- What they are told ------------------------------------------------------------------------------------------
    def _tell(self, share: Share, kind: NotificationKind, at: datetime) -> None:
        details = {
            "title": share.title,
            "network": selectors.network_label(share.network),
            "reason": share.reason,
            "state": share.state,
        }
        # The first question about a doubt; the sweep that asks again counts on from it.
        nth = ".0" if kind == NotificationKind.SHARE_UNCONFIRMED else ""
        key = f"share:{share.public_id}:{share.state}:{share.state_changed_at:%Y%m%dT%H%M%S}{nth}"
        self._notification(kind, details, selectors.share_path(share), key, at)

    def _access_ends_soon(self) -> None:
        """The notice that the sweep would write, under the same key."""
        connection = self.stage.connections[self.person.name, self.first]
        until = connection.lasts_until
        if until is None or until - self.stage.now > timedelta(days=14):
            return
        details = {"network": selectors.network_label(self.first), "days": 14, "reason": "reconnect"}
        path = selectors.accounts_path(self.stage.organisation)
        key = f"access:{connection.public_id}:{until:%Y%m%d}:14"
        self._notification(NotificationKind.CONNECTION_EXPIRING, details, path, key, self.stage.at(-2, 7, 30))

    def _notification(self, kind: NotificationKind, details: dict[str, Any], path: str, key: str, at: datetime) -> None:
        with backdated(Notification, "created_at"):
            Notification.objects.create(
                membership=self.member,
                kind=kind,
                details=details,
                path=path,
                once_key=key,
                created_at=at,
                emailed_at=at,
            )
