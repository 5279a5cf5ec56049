"""What the composer does besides scheduling words: gestures, drafts kept as one types, what is carried."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.models import ContentItem
from content_library.states import ItemState
from sharing.models import Connection, LinkPreview, Proofread, Share
from sharing.states import PreviewState, ShareState
from tests.factories.cast import acme_member
from tests.factories.content_library import (
    AngleFactory,
    ContentItemFactory,
    ItemTopicFactory,
    PagePostFactory,
    SuggestedTextFactory,
    TopicFactory,
)
from tests.factories.sharing import ConnectionFactory, ConnectionPermissionFactory, ShareFactory

Url = Callable[..., str]
KEY = "abcdefghijkmnpqrstuv"
PAGE_POST = "https://x.com/acme/status/1799999999999999999"


@pytest.fixture
def item(acme: Organisation) -> ContentItem:
    with tenant(acme.pk):
        item = ContentItemFactory(title="A bridge opens", url="https://acme.example/bridge", facts="It is 300 m long")
        AngleFactory(item=item, name="The moment", question="What did you hear?")
        SuggestedTextFactory(item=item, body="This bridge took three winters and one good idea.")
        SuggestedTextFactory(item=item, body="What I keep of this bridge is the sound of it at night.")
        PagePostFactory(item=item, posted_at=timezone.now(), more_urls={"x": PAGE_POST})
        ItemTopicFactory(item=item, topic=TopicFactory(name="Summer comfort"))
    return item


@pytest.fixture
def bea(acme: Organisation) -> Membership:
    """Another ambassador."""
    return acme_member(acme, "Bea", enrolled=True)


def connected(person: Membership, network: str) -> Connection:
    connection = ConnectionFactory(user=person.user, network=network)
    with tenant(person.organisation_id):
        ConnectionPermissionFactory(membership=person, connection=connection)
    return connection


@pytest.fixture
def accounts(amir: Membership) -> tuple[Connection, Connection]:
    return connected(amir, "linkedin"), connected(amir, "x")


@pytest.fixture
def post(
    amir: Membership,
    item: ContentItem,
    accounts: tuple[Connection, Connection],
    client_of: Callable[..., Client],
    url_of: Url,
) -> Callable[..., tuple[int, str]]:
    """`post(text_linkedin="…", use_text="1")`: the composer's form as Amir sends it; the answer's status and page."""
    client, url = client_of(amir), url_of(amir.organisation, "sharing:compose")

    def send(**values: object) -> tuple[int, str]:
        data = {"request_key": KEY, "item": item.public_id, "when": "slot", "on_linkedin": "on", **values}
        answer = client.post(url, {name: value for name, value in data.items() if value is not None})
        return answer.status_code, answer.content.decode()

    return send


@pytest.fixture
def keep(
    amir: Membership,
    item: ContentItem,
    accounts: tuple[Connection, Connection],
    client_of: Callable[..., Client],
    url_of: Url,
) -> Callable[..., tuple[int, dict[str, object]]]:
    """`keep(text_linkedin="…", base=…)`: what the page's script sends while Amir types."""
    client, url = client_of(amir), url_of(amir.organisation, "sharing:compose_keep")

    def send(**values: object) -> tuple[int, dict[str, object]]:
        about = {"request_key": KEY, "item": item.public_id, "member": amir.public_id}
        answer = client.post(url, {**about, "when": "slot", "on_linkedin": "on", **values})
        return answer.status_code, answer.json()

    return send


def written(page: str, network: str) -> str:
    found = re.search(rf'<textarea id="text-{network}"[^>]*>\n(.*?)</textarea>', page, re.S)
    assert found, network
    return found.group(1)


def shares_of(person: Membership) -> list[Share]:
    with tenant(person.organisation_id):
        rows = Share.objects.filter(membership=person).prefetch_related("pictures__asset")
        return list(rows.select_related("document", "first_comment").order_by("pk"))


def png() -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (700, 400), "teal").save(data, "PNG")
    return SimpleUploadedFile("bridge.png", data.getvalue(), "image/png")


# --- Gestures --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("gesture", "network", "expected"),
    [
        ({"insert": "linkedin|👏"}, "linkedin", "Mine. 👏"),
        ({"insert": "linkedin|#Bridges"}, "linkedin", "Mine. #Bridges"),
        ({"disclose": "linkedin"}, "linkedin", "Mine.\n\nI work at Acme."),
        ({"my_way": "1"}, "linkedin", ""),
        ({"check": "1"}, "linkedin", "Mine."),
        ({"write": "1"}, "linkedin", "Mine."),
        ({"no_pictures": "1"}, "linkedin", "Mine."),
        ({"refresh": "1"}, "linkedin", "Mine."),
        ({"insert": "nowhere|👏"}, "linkedin", "Mine."),
        ({"variant": "nowhere"}, "linkedin", "Mine."),
        ({"copy_words": "nowhere"}, "linkedin", "Mine."),
    ],
)
def test_gestures_change_the_text_and_schedule_nothing(
    amir: Membership, post: Callable[..., tuple[int, str]], gesture: dict[str, str], network: str, expected: str
) -> None:
    status, page = post(text_linkedin="Mine.", **gesture)
    assert status == 200
    assert written(page, network) == expected
    assert shares_of(amir) == []


def test_going_my_own_way_keeps_the_text_beside_and_takes_it_back(post: Callable[..., tuple[int, str]]) -> None:
    _status, page = post(text_linkedin="The suggested one.", start="text", my_way="1")
    assert written(page, "linkedin") == ""
    assert "The suggested one." in page
    _status, page = post(text_linkedin="New.", kept="The suggested one.", kept_for="linkedin", take_back="1")
    assert written(page, "linkedin") == "The suggested one."
    assert re.search(r'name="kept" value="New."', page)


def test_words_go_to_another_network_shortened_with_its_link(post: Callable[..., tuple[int, str]]) -> None:
    first = "A first sentence that stays. " + "A second one that is far too long for a short network. " * 8
    _status, page = post(text_linkedin=first, copy_words="x")
    text = written(page, "x")
    assert text.startswith("A first sentence that stays. A second one")
    assert "/l/" in text
    assert len(text) < 330
    assert re.search(r'name="on_x" value="on" checked', page)


def test_a_link_is_taken_out_and_put_in_again(post: Callable[..., tuple[int, str]], settings: Any) -> None:
    settings.SITE_URL = "https://go.acme.org"
    _status, page = post(on_x="on", text_x="Look.", with_link="x")
    text = written(page, "x")
    assert text.startswith("Look.\n\nhttp")
    assert "without the link" in page
    _status, page = post(on_x="on", text_x=text, without_link="x")
    assert written(page, "x") == "Look."
    assert "Without its link" in page


def test_hashtags_come_from_the_subjects_and_from_ones_own_texts(
    amir: Membership, bea: Membership, post: Callable[..., tuple[int, str]]
) -> None:
    with tenant(amir.organisation_id):
        ShareFactory(membership=amir, text="Again #craft and #Craft")
        ShareFactory(membership=bea, text="Hers alone #secret")
    _status, page = post(text_linkedin="Mine.", refresh="1")
    assert "#SummerComfort" in page
    assert "linkedin|#craft" in page.lower()
    assert "#secret" not in page


# --- Drafts kept as one types ----------------------------------------------------------------------------------------
def test_what_is_typed_becomes_a_draft_and_is_found_again(
    amir: Membership, keep: Callable[..., tuple[int, dict[str, object]]], client_of: Callable[..., Client], url_of: Url
) -> None:
    status, said = keep(text_linkedin="Half a th")
    assert (status, bool(said["version"])) == (200, True)
    assert "for you only" in str(said["saved"])
    status, said = keep(text_linkedin="Half a thought", base=said["version"], comment_linkedin="More below")
    assert status == 200
    (draft,) = shares_of(amir)
    assert (draft.state, draft.text) == (ShareState.DRAFT, "Half a thought")
    page = client_of(amir).get(url_of(amir.organisation, "sharing:compose"), {"key": KEY}).content.decode()
    assert written(page, "linkedin") == "Half a thought"
    assert "More below" in page
    assert f'data-version="{said["version"]}"' in page


def test_nothing_typed_is_nothing_kept(amir: Membership, keep: Callable[..., tuple[int, dict[str, object]]]) -> None:
    assert keep(text_linkedin="  ") == (200, {"version": "", "saved": ""})
    assert shares_of(amir) == []


def test_words_written_without_a_network_find_their_place(
    amir: Membership, keep: Callable[..., tuple[int, dict[str, object]]]
) -> None:
    status, _said = keep(words="From the train", on_linkedin="", item="")
    assert status == 200
    (draft,) = shares_of(amir)
    assert (draft.network, draft.text) == ("linkedin", "From the train")


def test_a_newer_version_is_shown_and_never_overwritten(
    amir: Membership,
    keep: Callable[..., tuple[int, dict[str, object]]],
    post: Callable[..., tuple[int, str]],
) -> None:
    _status, first = keep(text_linkedin="At the start")
    _status, second = keep(text_linkedin="On the phone", base=first["version"])
    status, said = keep(text_linkedin="At the desk", base=first["version"])
    assert status == 409
    assert said["others"] == [{"key": "linkedin", "label": "LinkedIn", "text": "On the phone"}]
    assert [row.text for row in shares_of(amir)] == ["On the phone"]
    # Without script the same: both are shown, the second time counts.
    status, page = post(text_linkedin="At the desk", base=first["version"], draft="1")
    assert status == 409
    assert written(page, "linkedin") == "At the desk"
    assert re.search(r'name="kept" value="On the phone"', page)
    status, _page = post(text_linkedin="At the desk", base=second["version"], draft="1")
    assert status == 302
    assert [row.text for row in shares_of(amir)] == ["At the desk"]


def test_a_promised_share_is_not_written_over_by_a_late_keeper(
    amir: Membership,
    keep: Callable[..., tuple[int, dict[str, object]]],
    post: Callable[..., tuple[int, str]],
    client_of: Callable[..., Client],
    url_of: Url,
) -> None:
    assert post(text_linkedin="Promised.")[0] == 302
    assert keep(text_linkedin="Too late", on_x="on", text_x="Too late") == (200, {"version": "", "saved": ""})
    (share,) = shares_of(amir)
    assert (share.state, share.text) == (ShareState.SCHEDULED, "Promised.")
    again = client_of(amir).get(url_of(amir.organisation, "sharing:compose"), {"key": KEY})
    assert again.status_code == 302


def test_drafts_are_their_authors_alone(
    amir: Membership,
    bea: Membership,
    keep: Callable[..., tuple[int, dict[str, object]]],
    client_of: Callable[..., Client],
    url_of: Url,
) -> None:
    keep(text_linkedin="Mine alone")
    page = client_of(bea).get(url_of(bea.organisation, "sharing:compose"), {"key": KEY})
    assert "Mine alone" not in page.content.decode()


def test_a_draft_about_the_same_idea_is_offered_again(
    amir: Membership,
    item: ContentItem,
    keep: Callable[..., tuple[int, dict[str, object]]],
    client_of: Callable[..., Client],
    url_of: Url,
) -> None:
    keep(text_linkedin="Begun on Monday")
    page = client_of(amir).get(url_of(amir.organisation, "sharing:compose"), {"item": item.public_id})
    assert f"?key={KEY}" in page.content.decode()


# --- What is carried -------------------------------------------------------------------------------------------------
def test_own_pictures_are_taken_in_described_and_put_in_order(
    amir: Membership, post: Callable[..., tuple[int, str]]
) -> None:
    status, page = post(text_linkedin="Look.", picture_file=[png(), png()], add_file="1")
    assert status == 200
    assert written(page, "linkedin") == "Look."
    one, two = re.findall(r'name="place" value="([^"]+)"', page)
    described = {f"alt_{one}": "The first", f"alt_{two}": "The second"}
    _status, page = post(text_linkedin="Look.", place=[one, two], pictures=[one, two], earlier=two, **described)
    assert re.findall(r'name="place" value="([^"]+)"', page) == [two, one]
    status, _page = post(text_linkedin="Look.", place=[two, one], pictures=[two, one], **described)
    assert status == 302
    (share,) = shares_of(amir)
    assert [row.alternative_text for row in share.pictures.all()] == ["The second", "The first"]


def test_a_file_that_is_no_picture_costs_no_word(amir: Membership, post: Callable[..., tuple[int, str]]) -> None:
    broken = SimpleUploadedFile("x.png", b"<svg/>", "image/png")
    status, page = post(text_linkedin="Words to keep.", picture_file=broken)
    assert status == 422
    assert written(page, "linkedin") == "Words to keep."
    assert shares_of(amir) == []


def test_a_first_comment_goes_with_the_share(amir: Membership, post: Callable[..., tuple[int, str]]) -> None:
    assert post(text_linkedin="Look.", comment_linkedin="The whole story")[0] == 302
    (share,) = shares_of(amir)
    assert share.comment is not None
    assert share.comment.text == "The whole story"


def test_the_pages_post_is_relayed_without_words_where_the_network_takes_none(
    amir: Membership, post: Callable[..., tuple[int, str]]
) -> None:
    status, page = post(on_linkedin="", on_x="on", text_x="Not sent", relay_x="on", refresh="1")
    assert status == 200
    assert "the page’s post, as it is" in page
    assert post(on_linkedin="", on_x="on", text_x="Not sent", relay_x="on")[0] == 302
    (share,) = shares_of(amir)
    assert (share.network, share.text, bool(share.reshare_of)) == ("x", "", True)


def test_a_text_said_before_is_never_a_dead_end(
    amir: Membership, bea: Membership, item: ContentItem, post: Callable[..., tuple[int, str]]
) -> None:
    said = "This bridge took three winters and one good idea."
    with tenant(amir.organisation_id):
        ShareFactory(membership=bea, item=item, network="x", text=said, published=True)
    status, page = post(on_linkedin="", on_x="on", text_x=said)
    assert status == 409
    assert written(page, "x") == said
    for way in ('name="variant" value="x"', 'for="relay-x"', 'name="by_hand" value="x"'):
        assert way in page
    _status, page = post(on_linkedin="", on_x="on", text_x=said, variant="x")
    assert "the sound of it at night" in written(page, "x")
    assert post(on_linkedin="", on_x="on", text_x=said, by_hand="x")[0] == 302
    (draft,) = shares_of(amir)
    assert (draft.state, draft.text) == (ShareState.DRAFT, said)


def test_a_second_read_is_asked_with_the_share_or_neither(
    amir: Membership, cara: Membership, post: Callable[..., tuple[int, str]]
) -> None:
    status, page = post(text_linkedin="Is it right?", **{"read-ask": "on"})
    assert status == 409
    assert written(page, "linkedin") == "Is it right?"
    assert "Choose a colleague" in page
    assert post(text_linkedin="Is it right?", **{"read-ask": "on", "read-reader": cara.public_id})[0] == 302
    with tenant(amir.organisation_id):
        asked = Proofread.objects.get()
        assert (asked.author_id, asked.reader_id) == (amir.pk, cara.pk)


def test_a_post_of_ones_own_may_lead_somewhere(amir: Membership, post: Callable[..., tuple[int, str]]) -> None:
    status, page = post(item="", text_linkedin="My garden", link="no address")
    assert status == 422
    assert written(page, "linkedin") == "My garden"
    assert post(item="", text_linkedin="My garden", link="https://garden.example/peas")[0] == 302
    (share,) = shares_of(amir)
    with tenant(amir.organisation_id):
        share.refresh_from_db()
        assert share.item_id is None
        assert share.link is not None
        assert share.link.destination.startswith("https://garden.example/peas")


def test_the_card_of_ones_own_link_is_looked_up_for_whoever_wants_it(
    amir: Membership, post: Callable[..., tuple[int, str]], client_of: Callable[..., Client], url_of: Url, settings: Any
) -> None:
    settings.LINK_PREVIEWS = False
    status, page = post(item="", text_linkedin="My garden", link="https://garden.example/peas", look_up="1")
    assert (status, written(page, "linkedin")) == (200, "My garden")
    assert "says nothing of itself" in page or "Looking at the page" in page
    with tenant(amir.organisation_id):
        found = LinkPreview.objects.get()
        found.state, found.title = PreviewState.FOUND, "Peas in June"
        found.save()
    url = url_of(amir.organisation, "sharing:compose_card")
    answer = client_of(amir).get(url, {"preview": found.public_id})
    assert "Peas in June" in answer.content.decode()
    status, page = post(item="", text_linkedin="My garden", link="nowhere at all", look_up="1")
    assert (status, written(page, "linkedin")) == (422, "My garden")


def test_an_idea_that_ends_while_one_writes_costs_no_word(
    amir: Membership, item: ContentItem, post: Callable[..., tuple[int, str]]
) -> None:
    with tenant(amir.organisation_id):
        ContentItem.objects.filter(pk=item.pk).update(expires_at=timezone.now())
    status, page = post(text_linkedin="Written in time.")
    assert (status, written(page, "linkedin")) == (409, "Written in time.")
    assert "can no longer be shared" in page
    with tenant(amir.organisation_id):
        ContentItem.objects.filter(pk=item.pk).update(state=ItemState.DRAFT)
    status, page = post(text_linkedin="Written in time.")
    assert (status, written(page, "linkedin")) == (409, "Written in time.")
    assert "A bridge opens" not in page
    assert shares_of(amir) == []


@pytest.mark.parametrize("said", ["", "of Bea"])
def test_words_are_kept_for_the_member_who_wrote_them_only(
    amir: Membership, bea: Membership, keep: Callable[..., tuple[int, dict[str, object]]], said: str
) -> None:
    status, answer = keep(text_linkedin="Between Bea and herself.", member=bea.public_id if said else "")
    assert (status, list(answer)) == (412, ["message"])
    assert shares_of(amir) == shares_of(bea) == []
    assert keep(text_linkedin="Mine.")[0] == 200
    assert [share.text for share in shares_of(amir)] == ["Mine."]


def test_every_page_states_who_is_signed_in(amir: Membership, client_of: Callable[..., Client], url_of: Url) -> None:
    stated = f'data-person="{amir.user.public_id}" data-member="{amir.public_id}" data-organisation="acme"'
    for name in ("sharing:share_list", "sharing:compose", "people:me"):
        body = client_of(amir).get(url_of(amir.organisation, name)).content.decode().partition("<body")[2]
        assert stated in body.partition(">")[0], name
    assert "data-member" not in Client().get("/accounts/login/").content.decode()


# --- The application on a phone --------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_offline_page_and_the_worker_know_nobody(client: Client) -> None:
    for path, kind in (
        ("/manifest.webmanifest?lang=fr", "application/manifest+json"),
        ("/service-worker.js?lang=fr", "text/javascript"),
        ("/offline/?lang=fr", "text/html"),
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith(kind)
        assert not answer.cookies
        assert "no-store" not in answer.headers.get("Cache-Control", "")
    assert client.get("/service-worker.js").headers["Service-Worker-Allowed"] == "/"
    page = client.get("/offline/?lang=fr").content.decode()
    assert 'lang="fr"' in page
    assert "csrf" not in page.lower()


@pytest.mark.django_db
def test_the_worker_keeps_files_and_one_page_only(client: Client) -> None:
    script = client.get("/service-worker.js?lang=en").content.decode()
    shell = re.findall(r'"(/[^"]+)"', script.partition("\n")[0])
    assert all(path.startswith(("/static/", "/offline/")) for path in shell)
    assert any(path.endswith("/js/drafts.js") for path in shell)
