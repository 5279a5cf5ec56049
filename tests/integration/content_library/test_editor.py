"""Writing an idea in a browser without script: nothing typed is ever lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library import selectors
from content_library.models import Angle, Asset, ContentItem
from content_library.states import AnnouncementOrder, ItemState
from tests.factories.content_library import AngleFactory, AssetFactory, CampaignFactory, TopicFactory
from tests.factories.people import TeamFactory

Typed = Callable[..., dict[str, Any]]
Url = Callable[..., str]
Door = Callable[[Membership], Client]


@pytest.fixture
def new(acme: Organisation, url_of: Url) -> str:
    return url_of(acme, "content_library:item_new")


def only_item(acme: Organisation) -> ContentItem:
    with tenant(acme.pk):
        return ContentItem.objects.select_related("picture").get()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_editor_opens_in_both_languages(cara: Membership, client_of: Door, new: str, language: str) -> None:
    cara.user.language = language
    cara.user.save()
    page = client_of(cara).get(new).content.decode()
    assert ("Suggested texts" if language == "en" else "Textes proposés") in page
    assert 'value="angles-add:' in page


def test_save_then_propose(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, new: str, typed: Typed
) -> None:
    client = client_of(cara)
    answer = client.post(new, typed())
    item = only_item(acme)
    edit = url_of(acme, "content_library:item_edit", public_id=item.public_id)
    assert answer.headers["Location"] == edit
    assert (item.state, item.version) == (ItemState.DRAFT, 1)
    page = client.get(edit).content.decode()
    assert "What do you remember of it?" in page
    with tenant(acme.pk):
        angle = Angle.objects.get()
    sent = typed(do="propose", version="1", angles__INITIAL_FORMS="1", angles__0__public_id=angle.public_id)
    answer = client.post(edit, sent)
    assert answer.headers["Location"] == url_of(acme, "content_library:item_detail", public_id=item.public_id)
    assert only_item(acme).state == ItemState.LIVE
    with tenant(acme.pk):
        assert Angle.objects.get().pk == angle.pk


def test_the_same_form_sent_twice_makes_one_item(
    acme: Organisation, cara: Membership, client_of: Door, new: str, typed: Typed
) -> None:
    client = client_of(cara)
    first = client.post(new, typed(request_key="one-form"))
    second = client.post(new, typed(request_key="one-form"))
    assert first.headers["Location"] == second.headers["Location"]
    assert only_item(acme).version == 1


def test_what_is_not_ready_is_saved_and_says_what_it_lacks(
    acme: Organisation, cara: Membership, client_of: Door, new: str, typed: Typed
) -> None:
    answer = client_of(cara).post(new, typed(do="propose", angles__0__name="", angles__0__question=""), follow=True)
    assert only_item(acme).state == ItemState.DRAFT
    assert "Your text is saved." in answer.content.decode()
    assert "no angle and no text in the language of this idea" in answer.content.decode()


def test_a_contributor_writes_and_asks_for_a_review_and_proposes_nothing(
    acme: Organisation, carl: Membership, client_of: Door, url_of: Url, new: str, typed: Typed
) -> None:
    client = client_of(carl)
    page = client.get(new).content.decode()
    assert "Propose to ambassadors" not in page
    client.post(new, typed(do="propose"))
    item = only_item(acme)
    assert item.state == ItemState.DRAFT
    edit = url_of(acme, "content_library:item_edit", public_id=item.public_id)
    client.post(edit, typed(do="review", version="1"))
    assert only_item(acme).state == ItemState.IN_REVIEW
    assert client.post(url_of(acme, "content_library:item_publish", public_id=item.public_id)).status_code == 403


def test_a_contributor_does_not_edit_what_was_proposed(
    acme: Organisation, carl: Membership, idea: ContentItem, client_of: Door, url_of: Url, typed: Typed
) -> None:
    client, edit = client_of(carl), url_of(acme, "content_library:item_edit", public_id=idea.public_id)
    assert client.get(edit).status_code == 302
    answer = client.post(edit, typed(version="1", title="Something else"))
    assert "Ask the communications team" in answer.content.decode()
    assert "Something else" in answer.content.decode()
    assert only_item(acme).title == idea.title


def test_rows_come_move_and_go_and_everything_typed_stays(
    acme: Organisation, cara: Membership, client_of: Door, new: str, typed: Typed
) -> None:
    client = client_of(cara)
    page = client.post(
        new, typed(do="angles-add:en", title="Half a sen", expires_at="2031-06-19T18:00")
    ).content.decode()
    assert 'name="angles-1-name"' in page
    assert "What do you remember of it?" in page
    assert "Half a sen" in page
    assert "2031-06-19T18:00" in page
    two = {
        "angles__TOTAL_FORMS": "3",
        "angles__1__language": "fr",
        "angles__1__name": "Le chiffre",
        "angles__2__language": "en",
        "angles__2__name": "The figure",
    }
    page = client.post(new, typed(do="angles-up:2", **two)).content.decode()
    assert page.index('value="The figure"') < page.index('value="The moment"')
    assert 'value="Le chiffre"' in page
    page = client.post(new, typed(do="angles-remove:0", **two)).content.decode()
    assert "The moment" not in page
    assert 'value="The figure"' in page
    page = client.post(new, typed(do="texts-add:fr")).content.decode()
    assert 'name="texts-0-body"' in page
    for nonsense in ("angles-up:99", "angles-remove:x", "angles-add:tlh", "texts-swap:1", "what-ever"):
        assert client.post(new, typed(do=nonsense)).status_code == 200
    with tenant(acme.pk):
        assert not ContentItem.objects.exists()


def test_htmx_gets_the_part_it_asked_for(
    acme: Organisation, cara: Membership, client_of: Door, new: str, typed: Typed
) -> None:
    client = client_of(cara)
    page = client.post(new, typed(do="angles-add:en"), headers={"HX-Request": "true"}).content.decode()
    assert page.strip().startswith('<div class="words" id="angles">')
    assert "autofocus" in page
    page = client.post(
        new,
        typed(
            do="preview", title="Seen on a phone", texts__TOTAL_FORMS="1", texts__0__language="en", texts__0__body="abc"
        ),
        headers={"HX-Request": "true"},
    ).content.decode()
    assert page.strip().startswith('<div class="editor__side"')
    assert "Seen on a phone" in page
    assert 'id="texts-0-counter"' in page
    assert 'hx-swap-oob="true"' in page


def test_a_stale_save_keeps_what_was_typed_and_shows_both(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, idea: ContentItem, typed: Typed
) -> None:
    client, edit = client_of(cara), url_of(acme, "content_library:item_edit", public_id=idea.public_id)
    client.post(edit, typed(version="1", title="Theirs"))
    answer = client.post(edit, typed(version="1", title="Mine"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert 'value="Mine"' in page
    assert "Nothing was overwritten" in page
    assert only_item(acme).title == "Theirs"
    assert 'name="version" value="2"' in page
    client.post(edit, typed(version="2", title="Mine"))
    assert only_item(acme).title == "Mine"


BAD = [
    ({"title": ""}, "Give it a title"),
    ({"url": "javascript:alert(1)"}, "must start with https://"),
    ({"url": "ftp://acme.example/x"}, "must start with https://"),
    ({"expires_at": "soon"}, "Give a day and an hour."),
    ({"expires_at": "2031-03-30T02:30"}, "the clocks go forward"),
    ({"available_from": "2031-06-02T09:00", "expires_at": "2031-06-01T09:00"}, "end before it becomes available"),
    ({"announcement_order": "page_first", "page_expected_at": "2020-06-01T09:00"}, "This moment has passed."),
    ({"audience": "teams"}, "Choose at least one team"),
    ({"campaign": "zzzzzzzzzzzzzz"}, "Select a valid choice"),
    ({"topics": ["zzzzzzzzzzzzzz"]}, "Select a valid choice"),
    ({"picture": "zzzzzzzzzzzzzz"}, "This picture is no longer there."),
    ({"author": "zzzzzzzzzzzzzz"}, "Select a valid choice"),
    ({"networks": ["myspace"]}, "Select a valid choice"),
    ({"angles__0__question": ""}, "An angle is a question"),
    ({"angles__0__public_id": "zzzzzzzzzzzzzz"}, "One of these lines is no longer there."),
    ({"title": "x" * 161}, "at most 160 characters"),
]


@pytest.mark.parametrize(("changes", "sentence"), BAD)
def test_bad_input_answers_with_a_sentence_and_keeps_what_was_typed(
    acme: Organisation,
    cara: Membership,
    client_of: Door,
    new: str,
    typed: Typed,
    changes: dict[str, Any],
    sentence: str,
) -> None:
    page = client_of(cara).post(new, typed(facts="62 % less, kept", **changes)).content.decode()
    assert sentence in page
    assert "62 % less, kept" in page
    with tenant(acme.pk):
        assert not ContentItem.objects.exists()


def test_another_organisation_s_things_in_the_body_are_like_missing_ones(
    acme: Organisation, globex: Organisation, cara: Membership, client_of: Door, new: str, typed: Typed
) -> None:
    with tenant(globex.pk):
        theirs = {
            "campaign": CampaignFactory().public_id,
            "topics": TopicFactory().public_id,
            "teams": TeamFactory().public_id,
            "picture": AssetFactory().public_id,
            "author": Membership.objects.filter(organisation=globex).latest("pk").public_id,
            "angles__0__public_id": AngleFactory().public_id,
        }
    client = client_of(cara)
    for name, public_id in theirs.items():
        more = {"audience": "teams"} if name == "teams" else {}
        foreign = client.post(new, typed(**{name: public_id}, **more))
        missing = client.post(new, typed(**{name: "zzzzzzzzzzzzzz"}, **more))
        assert foreign.status_code == missing.status_code == 200, name
        found = errors_of(foreign.content.decode(), public_id), errors_of(missing.content.decode(), "zzzzzzzzzzzzzz")
        assert found[0] == found[1] != [], name
    with tenant(acme.pk):
        assert not ContentItem.objects.exists()


def errors_of(page: str, public_id: str) -> list[str]:
    summary = page.partition("error-summary")[2].partition("</ul>")[0]
    return [line.strip().replace(public_id, "") for line in summary.split("<li>")[1:]]


def test_a_picture_is_kept_whatever_else_is_wrong(
    acme: Organisation, cara: Membership, client_of: Door, new: str, typed: Typed, photo: bytes
) -> None:
    client = client_of(cara)
    upload = SimpleUploadedFile("school.jpg", photo, content_type="image/jpeg")
    page = client.post(new, typed(title="", upload=upload, alternative_text="A wooden school")).content.decode()
    with tenant(acme.pk):
        asset = Asset.objects.get()
    assert f'name="picture" value="{asset.public_id}"' in page
    assert asset.alternative_text == "A wooden school"
    client.post(new, typed(picture=asset.public_id, alternative_text="A school made of wood", do="propose"))
    item = only_item(acme)
    assert item.picture == asset
    assert item.state == ItemState.LIVE
    assert item.picture is not None
    assert item.picture.alternative_text == "A school made of wood"


@pytest.mark.parametrize(("data", "sentence"), [(b"<svg/>", "cannot be read as a picture"), (b"x" * 200, "cannot be")])
def test_a_file_that_is_no_picture_is_refused_beside_its_field(
    acme: Organisation, cara: Membership, client_of: Door, new: str, typed: Typed, data: bytes, sentence: str
) -> None:
    upload = SimpleUploadedFile("a.jpg", data, content_type="image/jpeg")
    page = client_of(cara).post(new, typed(upload=upload, facts="kept")).content.decode()
    assert sentence in page
    assert "kept" in page
    with tenant(acme.pk):
        assert not Asset.objects.exists()
        assert not ContentItem.objects.exists()


def test_a_picture_without_words_is_not_proposed(
    acme: Organisation, cara: Membership, client_of: Door, new: str, typed: Typed, photo: bytes
) -> None:
    upload = SimpleUploadedFile("school.jpg", photo, content_type="image/jpeg")
    answer = client_of(cara).post(new, typed(do="propose", upload=upload), follow=True)
    assert "a picture without alternative text" in answer.content.decode()
    assert only_item(acme).state == ItemState.DRAFT


def test_the_page_s_post_can_be_pasted_in_the_editor(
    acme: Organisation, cara: Membership, client_of: Door, new: str, typed: Typed
) -> None:
    sent = typed(do="propose", announcement_order="page_first", page_url="https://network.example/1")
    client_of(cara).post(new, sent)
    item = only_item(acme)
    assert item.state == ItemState.LIVE
    with tenant(acme.pk):
        assert ContentItem.objects.get().page_post.url == "https://network.example/1"


def test_times_are_those_of_the_person_s_clock(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, new: str, typed: Typed
) -> None:
    cara.user.time_zone = "America/New_York"
    cara.user.save()
    client = client_of(cara)
    client.post(new, typed(expires_at="2031-07-01T18:00"))
    item = only_item(acme)
    assert item.expires_at is not None
    assert item.expires_at.isoformat() == "2031-07-01T22:00:00+00:00"
    edit = url_of(acme, "content_library:item_edit", public_id=item.public_id)
    assert 'value="2031-07-01T18:00"' in client.get(edit).content.decode()


def test_changing_who_announces_closes_an_open_idea(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, idea: ContentItem, typed: Typed
) -> None:
    edit = url_of(acme, "content_library:item_edit", public_id=idea.public_id)
    later = (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    sent = typed(version="1", announcement_order=AnnouncementOrder.PAGE_FIRST, page_expected_at=later)
    client_of(cara).post(edit, sent)
    assert only_item(acme).state == ItemState.WAITING


def test_suggested_texts_by_network_are_saved_and_counted_as_the_network_counts(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, new: str, typed: Typed
) -> None:
    with tenant(acme.pk):
        networks = selectors.network_choices()
    shortest = min(networks, key=lambda network: network.max_length)
    rows = {
        "texts__TOTAL_FORMS": "3",
        "texts__0__language": "en",
        "texts__0__body": "For any of them.",
        "texts__1__language": "fr",
        "texts__1__network": shortest.key,
        "texts__1__body": "Court.",
        "texts__2__language": "en",
        "texts__2__body": "   ",
    }
    client = client_of(cara)
    too_long = {**rows, "texts__1__body": "é" * (shortest.max_length + 5)}
    page = client.post(new, typed(**too_long)).content.decode()
    assert f"A text for {shortest.label} is too long by 5" in page
    assert "Something must be corrected among the angles or the suggested texts." in page
    client.post(new, typed(**rows))
    item = only_item(acme)
    with tenant(acme.pk):
        assert [(text.language, text.network, text.body) for text in item.suggested_texts.all()] == [
            ("en", "", "For any of them."),
            ("fr", shortest.key, "Court."),
        ]
    page = client.get(url_of(acme, "content_library:item_detail", public_id=item.public_id)).content.decode()
    assert "Court." in page


def test_two_versions_are_shown_in_words(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, idea: ContentItem, typed: Typed
) -> None:
    with tenant(acme.pk):
        campaign, topic = CampaignFactory(name="Schools"), TopicFactory(name="Energy")
    client, edit = client_of(cara), url_of(acme, "content_library:item_edit", public_id=idea.public_id)
    theirs = {"expires_at": "2031-06-19T18:00", "campaign": campaign.public_id, "topics": [topic.public_id]}
    client.post(edit, typed(version="1", **theirs))
    page = client.post(edit, typed(version="1", kind="event", angles__0__question="Another one?")).content.decode()
    conflicts = page.partition('class="conflicts"')[2].partition("</dl>")[0]
    for words in ("19 June 2031", "18:00", "Schools", "Energy", "Article", "Event", "(empty)", "Another one?"):
        assert words in conflicts.replace("\u00a0", " "), words
