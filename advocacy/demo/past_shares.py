"""What went out already: shares with their evidence, links with their clicks, and what came of them."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from advocacy.demo import picture_files
from advocacy.demo.plausible import Figures, figures
from advocacy.demo.rhythm import Occasion
from advocacy.demo.stage import Stage, backdated
from advocacy.demo.voices import Voices
from advocacy.lib.public_ids import new_public_id
from content_library.models import Angle
from content_library.states import Family
from reporting.models import MetricSnapshot, ShareStat
from reporting.services.schedule import AGES, next_measure
from reporting.states import Source
from sharing import selectors
from sharing.models import Click, Share, ShareAttempt, TrackedLink
from sharing.networks.base import Network
from sharing.services import content, links, moments
from sharing.states import AttemptOutcome, ClickKind, Evidence, ShareState

GRACE: Final = timedelta(minutes=60)
# What a network did not answer for, of a hundred shares.
UNMEASURED: Final = 0.015
# This semester a text is seen by somewhat more people than before.
GROWN: Final = 1.12
# From here back, only the counters are kept of clicks.
CLICKS_KEPT: Final = timedelta(days=30)
# Raw answers are kept no longer than this.
RAW_KEPT: Final = timedelta(hours=47)
SNAPSHOTS_FOR: Final = timedelta(days=9)
_EPOCHS: Final = (0, 1288834974657)


@dataclass
class Made:
    """The rows of one share, before they are saved."""

    occasion: Occasion
    share: Share
    stat: ShareStat
    figures: Figures
    measured: bool
    attempt: ShareAttempt | None = None
    clicks: list[Click] = field(default_factory=list)


@dataclass
class Publisher:
    """Makes published shares of one organisation, all at once."""

    stage: Stage
    voices: Voices

    def __post_init__(self) -> None:
        self.angles: dict[int, list[Angle]] = {}
        for angle in Angle.objects.filter(language=self.stage.seed.language):
            self.angles.setdefault(angle.item_id, []).append(angle)

    def publish(self, planned: Sequence[Occasion]) -> list[Made]:
        """Create every share of the plan with what came of it; return them, saved."""
        made = [self._make(occasion) for occasion in planned]
        with backdated(TrackedLink, "created_at"), backdated(Share, "created_at", "updated_at"):
            TrackedLink.objects.bulk_create([each.share.link for each in made if each.share.link is not None])
            Share.objects.bulk_create([each.share for each in made], batch_size=200)
        ShareAttempt.objects.bulk_create([each.attempt for each in made if each.attempt is not None])
        ShareStat.objects.bulk_create([each.stat for each in made], batch_size=200)
        Click.objects.bulk_create([click for each in made for click in each.clicks], batch_size=500)
        MetricSnapshot.objects.bulk_create([row for each in made for row in self._snapshots(each)])
        return made

    # --- One share ---------------------------------------------------------------------------------------------------
    def _make(self, occasion: Occasion) -> Made:
        chance, stage = self.stage.chance, self.stage
        network = self.stage.networks[occasion.network]
        share = self._share(occasion, network)
        item = occasion.subject.item
        brought = figures(
            chance,
            audience=stage.seed.audience * (GROWN if occasion.moment >= stage.semesters[1].starts_at else 1),
            second=network.key == stage.seed.networks[1],
            own_craft=item.family in {Family.CRAFT, Family.PERSONAL},
            has_link=share.link is not None,
            age=stage.now - occasion.moment,
            impressions=occasion.impressions,
        )
        measured = share.connection is not None and self._is_measured(share, network, sure=bool(occasion.impressions))
        made = Made(occasion, share, self._stat(share, brought, measured=measured), brought, measured)
        if share.connection is not None:
            made.attempt = self._attempt(share)
        if share.link is not None:
            share.link.clicks = brought.clicks
            share.link.automatic_clicks = chance.randrange(1, 5)
            made.clicks = list(self._clicks(share.link, occasion.moment))
        return made

    def _share(self, occasion: Occasion, network: Network) -> Share:
        chance, stage, item = self.stage.chance, self.stage, occasion.subject.item
        connection = None
        if not occasion.by_hand:
            connection = stage.connections.get((occasion.person.name, occasion.network))
        promise = moments.at(occasion.moment.replace(second=0), stage.seed.zone)
        out = occasion.moment if connection is not None else occasion.moment + timedelta(minutes=2)
        angles = self.angles.get(item.pk)
        share = Share(
            membership=stage.members[occasion.person.name],
            item=item,
            network=network.key,
            connection=connection,
            angle=chance.choice(angles) if angles and chance.random() < 0.4 else None,
            title=occasion.title or item.title,
            link=self._link(occasion, out),
            state=ShareState.PUBLISHED,
            state_changed_at=out,
            due_at=promise.due_at,
            due_local=promise.due_local,
            zone=promise.zone,
            publish_before=promise.due_at + GRACE,
            tries=1 if connection is not None else 0,
            published_at=out,
            evidence=Evidence.NETWORK_ID if connection is not None else Evidence.DECLARED,
            request_key=new_public_id(),
            created_at=out - timedelta(hours=chance.uniform(0.2, 40)),
            updated_at=out,
        )
        short = not network.limits.identical_texts_allowed
        text = occasion.text or self.voices.text(occasion.subject.about, short=short)
        address = links.address_of(share) if share.link is not None else ""
        share.text = selectors.composer_text(network, text, address)
        share.content_sha256 = content.content_of(share, network).sha256()
        if connection is not None:
            share.external_id, share.external_url = receipt(self.stage, share, network, out)
        return share

    def _link(self, occasion: Occasion, at: datetime) -> TrackedLink | None:
        item = occasion.subject.item
        if not item.url:
            return None
        target = links.with_campaign(item.url, network=occasion.network, campaign=item.campaign)
        return TrackedLink(destination=target, created_at=at - timedelta(minutes=20))

    def _attempt(self, share: Share) -> ShareAttempt:
        chance, began = self.stage.chance, share.published_at or self.stage.now
        return ShareAttempt(
            share=share,
            number=1,
            lease=uuid.UUID(int=chance.getrandbits(128)),
            content_sha256=share.content_sha256,
            worker="demo",
            started_at=began - timedelta(seconds=1.4),
            finished_at=began,
            outcome=AttemptOutcome.PUBLISHED,
            status=201,
        )

    # --- What came of it ---------------------------------------------------------------------------------------------
    def _is_measured(self, share: Share, network: Network, *, sure: bool) -> bool:
        can = share.connection is not None and selectors.capabilities(share.connection, network)["measure"]
        return can and (self.stage.chance.random() >= UNMEASURED or sure)

    def _stat(self, share: Share, brought: Figures, *, measured: bool) -> ShareStat:
        item = share.item
        out = share.published_at or self.stage.now
        stat = ShareStat(
            share=share,
            membership=share.membership,
            campaign=item.campaign if item else None,
            network=share.network,
            family=item.family if item else Family.PERSONAL,
            published_at=out,
            clicks=brought.clicks if share.link is not None else None,
            measure_due_at=next_measure(out, self.stage.now) if share.connection is not None else None,
        )
        if measured:
            stat.source = Source.NETWORK
            stat.measured_at = max(out + age for age in AGES if out + age <= self.stage.now)
            stat.impressions, stat.members_reached = brought.impressions, brought.members_reached
            stat.reactions, stat.comments, stat.reshares = brought.reactions, brought.comments, brought.reshares
        return stat

    def _snapshots(self, made: Made) -> Iterator[MetricSnapshot]:
        """The last raw answers about what is recent; older ones are gone, as they must be."""
        measured_at = made.stat.measured_at
        if not made.measured or measured_at is None or self.stage.now - made.occasion.moment > SNAPSHOTS_FOR:
            return
        for hours, part in ((26, 0.93), (0, 1.0)):
            at = measured_at - timedelta(hours=hours)
            if at > made.occasion.moment and self.stage.now - at < RAW_KEPT:
                yield MetricSnapshot(
                    share=made.share,
                    captured_at=at,
                    source=Source.NETWORK,
                    impressions=_part(made.figures.impressions, part),
                    members_reached=_part(made.figures.members_reached, part),
                    reactions=_part(made.figures.reactions, part),
                    comments=_part(made.figures.comments, part),
                    reshares=_part(made.figures.reshares, part),
                    link_clicks=_part(made.figures.clicks, part),
                )

    def _clicks(self, link: TrackedLink, out: datetime) -> Iterator[Click]:
        """A row for each click of the last thirty days; what is older is in the counter only."""
        chance, stage = self.stage.chance, self.stage
        kinds = [ClickKind.PERSON] * link.clicks + [ClickKind.PREVIEW] * link.automatic_clicks
        for kind in kinds:
            hours = chance.expovariate(1 / 16) if kind == ClickKind.PERSON else chance.uniform(0.01, 0.1)
            at = min(out + timedelta(hours=hours), stage.now - timedelta(minutes=chance.uniform(1, 200)))
            if at > out and stage.now - at < CLICKS_KEPT:
                yield Click(link=link, kind=kind, visitor=f"{chance.getrandbits(128):032x}", at=at)


def _part(value: int | None, part: float) -> int | None:
    return None if value is None else int(value * part)


def receipt(stage: Stage, share: Share, network: Network, at: datetime) -> tuple[str, str]:
    """The number a network gives a post of that moment, and where it is seen."""
    second = network.key == stage.seed.networks[1]
    number = (int(at.timestamp() * 1000) - _EPOCHS[second] << 22) | stage.chance.getrandbits(20)
    site = stage.applications[network.key].url("web", "")
    if second and share.connection is not None:
        return str(number), f"{site}/{share.connection.handle}/status/{number}"
    return f"urn:li:share:{number}", f"{site}/feed/update/urn:li:share:{number}/"


def post_document(stage: Stage, share: Share, brought: Figures | None) -> dict[str, Any]:
    """A published share in the simulator's own words."""
    network = stage.networks[share.network]
    connection, at = share.connection, share.published_at or stage.now
    address = links.address_of(share) if share.link is not None else ""
    document: dict[str, Any] = {
        "id": share.external_id,
        "network": share.network,
        "handle": connection.handle if connection is not None else "",
        "at": at.timestamp(),
        "text": share.text,
        "links": [address] if address else [],
    }
    if brought is not None:
        known = {
            "impressions": brought.impressions,
            "members_reached": brought.members_reached,
            "reactions": brought.reactions,
            "comments": brought.comments,
            "reshares": brought.reshares,
            "link_clicks": brought.clicks,
        }
        document["figures"] = {name: value for name, value in known.items() if value is not None}
    if selectors.carries_card(network, share.text, address):
        card = {"url": address, "title": share.title, "description": stage.seed.name}
        document["card"] = {**card, "image": _drawing(stage, share)}
    return document


def _drawing(stage: Stage, share: Share) -> str:
    """The drawing an item shows, as a file of this machine."""
    picture_id = share.item.picture_id if share.item is not None else None
    slug = next((slug for slug, asset in stage.scenes.items() if asset.pk == picture_id), "")
    return str(picture_files.scene_path(slug)) if slug else ""
