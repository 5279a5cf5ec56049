"""What the demo holds: enough of everything, and nothing that could not have happened."""

import json
import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Count, Q
from django.utils import timezone

from advocacy.demo.company import ARMOREL, HALDEN
from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.people.models import Membership, Notification
from advocacy.people.states import NotificationKind
from advocacy.programme.models import Charter, Enrolment, Programme
from advocacy.programme.states import EnrolmentState
from advocacy.tenancy import tenant
from content_library.models import Angle, Asset, ContentItem, SuggestedText
from content_library.selectors.assets import SIZES, asset_file
from content_library.states import ItemState
from reporting.models import MetricSnapshot, ShareStat
from sharing import selectors
from sharing.models import Click, Connection, Share, ShareAttempt
from sharing.services import content, grants
from sharing.services.settling import broken_promises
from sharing.simulator.seeds import SEED
from sharing.states import AttemptOutcome, ConnectionState, Evidence, ShareState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.xdist_group("demo")]
S = ShareState


def organisation(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def first_person(slug: str) -> Membership:
    return Membership.objects.select_related("user", "organisation").get(organisation__slug=slug, demo_place=1)


@pytest.mark.parametrize(("slug", "ambassadors", "named"), [("armorel", 40, 15), ("halden", 12, 4)])
def test_as_many_people_as_promised(slug: str, ambassadors: int, named: int) -> None:
    members = Membership.objects.filter(organisation__slug=slug)
    assert members.filter(is_ambassador=True).count() == ambassadors
    assert sorted(members.filter(demo_place__isnull=False).values_list("demo_place", flat=True)) == [1, 2, 3, 4, 5]
    assert all(default_storage.exists(member.user.portrait) for member in members.select_related("user"))
    with tenant(organisation(slug).pk):
        enrolled = Enrolment.objects.exclude(state=EnrolmentState.LEFT)
        assert enrolled.count() == ambassadors
        assert enrolled.filter(show_name=True).count() == named
        assert Programme.objects.get().contact is not None
        assert set(Charter.objects.get().texts) == {"fr", "en"}
        assert AuditEntry.objects.count() > 60


def test_people_come_and_go() -> None:
    with tenant(organisation("armorel").pk):
        states = Counter(Enrolment.objects.values_list("state", flat=True))
    assert states == {EnrolmentState.ACTIVE: 38, EnrolmentState.PAUSED: 2, EnrolmentState.LEFT: 1}


@pytest.mark.parametrize("slug", ["armorel", "halden"])
def test_the_library_has_something_in_every_state(slug: str) -> None:
    with tenant(organisation(slug).pk):
        assert set(ContentItem.objects.values_list("state", flat=True)) == set(ItemState)
        live = ContentItem.objects.filter(state=ItemState.LIVE)
        assert live.filter(expires_at__lt=timezone.now() + timedelta(days=4)).exists()
        assert not live.filter(expires_at__lte=timezone.now()).exists()
        assert not live.annotate(texts=Count("suggested_texts")).filter(texts=0).exists()
        assert not ContentItem.objects.filter(picture=None).exists()
        for asset in Asset.objects.all():
            assert asset.alternative_text
            assert all(default_storage.exists(asset_file(asset, size)) for size in SIZES)


@pytest.mark.parametrize("slug", ["armorel", "halden"])
def test_no_promise_is_broken(slug: str, demo: datetime) -> None:
    with tenant(organisation(slug).pk):
        assert not broken_promises()
        assert not Share.objects.filter(state=S.SCHEDULED, due_at__lte=timezone.now()).exists()
        assert not Share.objects.filter(state=S.PUBLISHED, published_at__gt=demo).exists()
        assert not Share.objects.filter(state=S.PUBLISHED, stat__isnull=True).exists()
        sent = Share.objects.filter(state=S.PUBLISHED, connection__isnull=False)
        ends = Count("attempts", filter=Q(attempts__outcome=AttemptOutcome.PUBLISHED))
        assert not sent.annotate(ends=ends).exclude(ends=1).exists()
        assert not sent.filter(Q(external_id="") | Q(external_url="")).exists()
        assert set(sent.values_list("evidence", flat=True)) == {Evidence.NETWORK_ID}
        by_hand = Share.objects.filter(state=S.PUBLISHED, connection=None)
        assert set(by_hand.values_list("evidence", flat=True)) == {Evidence.DECLARED}
        assert not ShareAttempt.objects.filter(outcome=AttemptOutcome.STARTED).exists()


@pytest.mark.parametrize("slug", ["armorel", "halden"])
def test_what_was_approved_is_what_stands_there(slug: str) -> None:
    place = organisation(slug)
    with tenant(place.pk):
        networks = {network.key: network for network in selectors.networks(place)}
        rows = content.whole(Share.objects.exclude(state=S.DRAFT)).select_related("membership__organisation")
        wrong = [row for row in rows if content.content_of(row, networks[row.network]).sha256() != row.content_sha256]
    assert wrong == []


@pytest.mark.parametrize(("slug", "low", "high"), [("armorel", 0.88, 0.97), ("halden", 0.02, 0.4)])
def test_the_figures_are_known_as_far_as_the_networks_tell(slug: str, low: float, high: float) -> None:
    with tenant(organisation(slug).pk):
        stats = list(ShareStat.objects.all())
        assert low <= sum(1 for stat in stats if stat.source) / len(stats) <= high
        for stat in stats:
            assert (stat.impressions is None) == (stat.source == "")
            assert stat.measured_at is None or stat.measured_at <= timezone.now()
            if stat.members_reached is not None:
                assert stat.impressions is not None
                assert stat.members_reached <= stat.impressions
        assert not MetricSnapshot.objects.filter(captured_at__lt=timezone.now() - timedelta(hours=48)).exists()


def test_no_figures_where_the_network_granted_none() -> None:
    with tenant(organisation("halden").pk):
        assert not ShareStat.objects.filter(network=HALDEN.networks[0]).exclude(source="").exists()
        assert ShareStat.objects.filter(network=HALDEN.networks[0], clicks__gt=0).exists()


@pytest.mark.parametrize("slug", ["armorel", "halden"])
def test_clicks_and_their_counters_agree(slug: str) -> None:
    with tenant(organisation(slug).pk):
        for share in Share.objects.filter(state=S.PUBLISHED, link__isnull=False).select_related("link", "stat"):
            assert share.link is not None
            assert share.stat.clicks == share.link.clicks
        people = Click.objects.filter(kind="person").values("link").annotate(rows=Count("id"))
        links = {share.link_id: share.link for share in Share.objects.select_related("link") if share.link}
        assert all(row["rows"] <= links[row["link"]].clicks for row in people)
        assert not Click.objects.filter(at__lt=timezone.now() - timedelta(days=31)).exists()


@pytest.mark.parametrize("slug", ["armorel", "halden"])
def test_nobody_says_what_somebody_else_said(slug: str) -> None:
    with tenant(organisation(slug).pk):
        rows = Share.objects.exclude(text="").select_related("link")
        said = Counter(row.text.replace(row.link.code, "") if row.link else row.text for row in rows)
    assert [text for text, times in said.items() if times > 1] == []


def test_french_is_set_as_french() -> None:
    plain = re.compile(r" [;:!?»%]|« |'")
    with tenant(organisation("armorel").pk):
        texts = [*Share.objects.values_list("text", flat=True), *Share.objects.values_list("title", flat=True)]
        texts += SuggestedText.objects.filter(language="fr").values_list("body", flat=True)
        texts += Angle.objects.filter(language="fr").values_list("question", flat=True)
        for item in ContentItem.objects.all():
            texts += [item.title, item.summary, item.facts]
    assert [text for text in texts if plain.search(text)] == []


@pytest.mark.parametrize("company", [ARMOREL, HALDEN], ids=lambda company: company.slug)
def test_the_first_persons_pages_are_alive(company: Any) -> None:
    member = first_person(company.slug)
    with tenant(member.organisation_id):
        shares = Share.objects.filter(membership=member)
        states = Counter(shares.filter(is_prepared=False).values_list("state", flat=True))
        assert states.pop(S.PUBLISHED) >= 12
        assert states == {
            S.DRAFT: 1, S.SCHEDULED: 2, S.HELD: 1, S.UNCONFIRMED: 1, S.FAILED: 1, S.CANCELLED: 1,
        }  # fmt: skip
        out = ShareStat.objects.filter(membership=member).order_by("-published_at")[:6]
        assert Counter(stat.family for stat in out) == {"company": 5, "craft": 1}
        # Her rule has prepared something; its e-mail leaves at her hours.
        week = {"membership": member, "kind": NotificationKind.WEEK_READY}
        assert shares.filter(is_prepared=True).exists() == Notification.objects.filter(**week).exists()
        unread = Notification.objects.filter(membership=member, read_at=None).exclude(**week)
        assert unread.count() >= 2
        assert not unread.filter(emailed_at=None).exists()


def test_one_access_ends_soon_and_one_has_ended() -> None:
    nadia = first_person("armorel")
    mine = Connection.objects.get(user=nadia.user, network=ARMOREL.networks[0])
    assert mine.access_expires_at is not None
    assert (mine.access_expires_at - timezone.now()).days == 9
    colleagues = Connection.objects.filter(user__memberships__organisation__slug="armorel")
    assert colleagues.filter(state=ConnectionState.EXPIRED).count() == 1
    assert colleagues.filter(state=ConnectionState.REVOKED).exclude(access_token="").count() == 0


def test_the_simulated_networks_know_every_access_and_every_post() -> None:
    seed = json.loads((settings.VAR_DIR / "simulator" / SEED).read_text(encoding="utf-8"))
    known = {token["token"]: token for token in seed["tokens"]}
    for connection in Connection.objects.exclude(access_token=""):
        token = known[grants.grant_of(connection).access_token.reveal()]
        assert token["handle"] == connection.handle
        assert set(token["scopes"]) == set(connection.scopes)
    posts = {post["id"]: post for post in seed["posts"]}
    for slug in ("armorel", "halden"):
        with tenant(organisation(slug).pk):
            for external_id, text in Share.objects.exclude(external_id="").values_list("external_id", "text"):
                assert posts[external_id]["text"] == text
