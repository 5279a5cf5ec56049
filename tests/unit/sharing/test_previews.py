"""The card of a link: looked up by a job, seen by one person, never in anybody's way."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from advocacy.lib import fetching
from advocacy.lib.errors import RuleViolation
from advocacy.lib.fetching import Fetched, NotFetched
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.models import Asset
from content_library.selectors import asset_file
from sharing.models import LinkPreview
from sharing.services import previews, shares
from sharing.states import PreviewState
from tests.factories.sharing import LinkPreviewFactory

P = PreviewState
URL = "https://elsewhere.example/paper"
PAGE = b"""<title>A paper on wood</title><meta name="description" content="Sixty pages.">
<meta property="og:image" content="/cover.png">"""


def png() -> bytes:
    out = BytesIO()
    Image.effect_noise((700, 400), 60).convert("RGB").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What is there to fetch: {address: bytes}. Everything else cannot be reached."""
    there: dict[str, Any] = {}

    def fetch(url: str, *, accept: Any, **_how: Any) -> Fetched:
        if url not in there:
            raise NotFetched("closed_address")
        return Fetched(url, accept[0], "utf-8", there[url])

    monkeypatch.setattr(fetching, "fetch", fetch)
    return there


def asked(amir: Membership, url: str = URL) -> LinkPreview:
    with tenant(amir.organisation_id):
        return previews.ask_for_card(actor=amir, url=url)


def now(amir: Membership, preview: LinkPreview) -> LinkPreview:
    with tenant(amir.organisation_id):
        found = previews.own_preview(amir, preview.public_id)
    assert found is not None
    return found


@pytest.mark.django_db(transaction=True)
def test_a_page_is_looked_up_with_its_picture(amir: Membership, emma: Membership, web: dict[str, Any]) -> None:
    web.update({URL: PAGE, "https://elsewhere.example/cover.png": png()})
    preview = asked(amir)
    assert preview.state == P.WAITING
    assert asked(amir).pk == preview.pk
    assert previews.look_up(amir.organisation_id, preview.pk)
    assert not previews.look_up(amir.organisation_id, preview.pk)
    row = now(amir, preview)
    assert (row.state, row.title, row.description) == (P.FOUND, "A paper on wood", "Sixty pages.")
    assert row.picture is not None
    assert (row.picture.owner_id, row.picture.width) == (amir.pk, 700)
    with tenant(amir.organisation_id):
        assert previews.own_preview(emma, preview.public_id) is None
        assert asked_again(amir).pk == preview.pk


def asked_again(amir: Membership) -> LinkPreview:
    return previews.ask_for_card(actor=amir, url=URL)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("there", "title", "picture"),
    [
        ({}, "", False),
        ({URL: b"<p>no title at all</p>"}, "", False),
        ({URL: PAGE}, "A paper on wood", False),
        ({URL: PAGE, "https://elsewhere.example/cover.png": b"<svg>no picture</svg>"}, "A paper on wood", False),
    ],
)
def test_what_cannot_be_had_is_no_card_and_no_error(
    amir: Membership, web: dict[str, Any], there: dict[str, bytes], title: str, picture: bool
) -> None:
    web.update(there)
    preview = asked(amir)
    assert previews.look_up(amir.organisation_id, preview.pk) is bool(title)
    row = now(amir, preview)
    assert (row.state, row.title, bool(row.picture)) == (P.FOUND if title else P.NONE, title, picture)


@pytest.mark.django_db(transaction=True)
def test_switched_off_nothing_is_fetched(amir: Membership, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_fetching(*_args: Any, **_how: Any) -> None:
        pytest.fail("an address was fetched")

    monkeypatch.setattr(fetching, "fetch", no_fetching)
    settings.LINK_PREVIEWS = False
    assert asked(amir).state == P.NONE
    assert previews.card_of(URL) is None


@pytest.mark.django_db(transaction=True)
def test_a_lost_job_is_no_card_and_the_page_may_be_asked_for_again(amir: Membership, web: dict[str, Any]) -> None:
    web[URL] = PAGE
    preview = asked(amir)
    with tenant(amir.organisation_id):
        LinkPreview.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    assert not previews.look_up(amir.organisation_id, preview.pk), "it comes too late"
    assert now(amir, preview).state == P.NONE
    assert asked(amir).pk != preview.pk


@pytest.mark.django_db(transaction=True)
def test_so_many_an_hour_and_only_web_addresses(amir: Membership, emma: Membership) -> None:
    with tenant(amir.organisation_id):
        for _number in range(previews.MOST_AN_HOUR):
            LinkPreviewFactory(membership=amir)
        LinkPreviewFactory(membership=emma)
    with pytest.raises(RuleViolation) as caught:
        asked(amir)
    assert (caught.value.code, caught.value.field) == ("too_many_previews", "url")
    assert asked(emma).state == P.WAITING
    for wrong in ("javascript:alert(1)", "ftp://a.example/", "a.example"):
        with pytest.raises(RuleViolation) as caught:
            asked(emma, wrong)
        assert caught.value.code == "destination_invalid"


@pytest.mark.django_db(transaction=True)
def test_old_look_ups_are_forgotten_and_a_picture_in_use_stays(amir: Membership, web: dict[str, Any]) -> None:
    web.update({URL: PAGE, "https://elsewhere.example/cover.png": png()})
    made = []
    for number in range(2):
        web[f"{URL}{number}"] = PAGE
        preview = asked(amir, f"{URL}{number}")
        previews.look_up(amir.organisation_id, preview.pk)
        made.append(now(amir, preview).picture)
    used, unused = made
    assert used is not None
    assert unused is not None
    with tenant(amir.organisation_id):
        shares.save_draft(actor=amir, network="linkedin", text="Mine", pictures=[(used, "The cover")])
        assert previews.forget_old() == 0
        LinkPreview.objects.update(created_at=timezone.now() - timedelta(days=8))
        assert previews.forget_old() == 2
        assert list(Asset.objects.all()) == [used]
    assert default_storage.exists(asset_file(used))
    assert not default_storage.exists(asset_file(unused))
    assert not default_storage.exists(asset_file(unused, "thumb"))
