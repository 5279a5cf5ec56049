"""The composer through its page: what is offered, what is kept, what is refused."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.models import ContentItem
from sharing.models import Connection, Share
from sharing.states import ShareState
from tests.factories.content_library import AngleFactory, ContentItemFactory, SuggestedTextFactory
from tests.factories.sharing import ConnectionFactory, ConnectionPermissionFactory
from tests.reads import exactly

Url = Callable[..., str]


@pytest.fixture
def item(acme: Organisation) -> ContentItem:
    with tenant(acme.pk):
        item = ContentItemFactory(title="A bridge opens", url="https://acme.example/bridge", facts="It is 300 m long")
        AngleFactory(item=item, name="The moment", question="What did you hear?")
        SuggestedTextFactory(item=item, body="This bridge took three winters and one good idea.")
        SuggestedTextFactory(item=item, body="What I keep of this bridge is the sound of it at night.")
        SuggestedTextFactory(item=item, body="Three winters, one bridge.", network="x")
    return item


@pytest.fixture
def linkedin(amir: Membership) -> Connection:
    connection = ConnectionFactory(user=amir.user, network="linkedin")
    with tenant(amir.organisation_id):
        ConnectionPermissionFactory(membership=amir, connection=connection)
    return connection


def opened(client: Client, url: str, item: ContentItem, start: str = "text") -> str:
    answer = client.get(url, {"item": item.public_id, "start": start})
    assert answer.status_code == 200
    return answer.content.decode()


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found.group(1)


def written(page: str, network: str) -> str:
    found = re.search(rf'<textarea id="text-{network}"[^>]*>\n(.*?)</textarea>', page, re.S)
    assert found, network
    return found.group(1)


def form(page: str, item: ContentItem, **values: str) -> dict[str, str]:
    return {
        "request_key": hidden(page, "request_key"),
        "item": item.public_id,
        "when": "slot",
        **values,
    }


def shares_of(person: Membership) -> list[Share]:
    with tenant(person.organisation_id):
        return list(Share.objects.filter(membership=person).order_by("pk"))


def test_share_opens_with_a_suggested_text_and_the_first_network_on(
    amir: Membership, item: ContentItem, linkedin: Connection, client_of: Callable[..., Client], url_of: Url
) -> None:
    page = opened(client_of(amir), url_of(amir.organisation, "sharing:compose"), item)
    assert "bridge" in written(page, "linkedin")
    assert re.search(r'name="on_linkedin" value="on" checked', page)
    assert not re.search(r'name="on_x" value="on" checked', page)


def test_my_own_way_opens_with_a_question_and_an_empty_page(
    amir: Membership, item: ContentItem, linkedin: Connection, client_of: Callable[..., Client], url_of: Url
) -> None:
    page = opened(client_of(amir), url_of(amir.organisation, "sharing:compose"), item, start="angle")
    assert written(page, "linkedin").strip() == ""
    assert "What did you hear?" in page
    assert "Blank page" in page


def test_three_taps_schedule_exactly_what_was_shown(
    amir: Membership, item: ContentItem, linkedin: Connection, client_of: Callable[..., Client], url_of: Url
) -> None:
    client, url = client_of(amir), url_of(amir.organisation, "sharing:compose")
    page = opened(client, url, item)
    text = written(page, "linkedin")
    answer = client.post(url, form(page, item, on_linkedin="on", text_linkedin=text))
    assert answer.status_code == 302
    assert answer.url == url_of(amir.organisation, "sharing:share_list")
    (share,) = shares_of(amir)
    assert (share.state, share.text, share.connection_id) == (ShareState.SCHEDULED, text, linkedin.pk)
    assert share.due_at is not None
    assert share.due_at > timezone.now()
    listed = client.get(answer.url).content.decode()
    assert "A bridge opens" in listed


def test_the_same_form_twice_is_one_share(
    amir: Membership, item: ContentItem, linkedin: Connection, client_of: Callable[..., Client], url_of: Url
) -> None:
    client, url = client_of(amir), url_of(amir.organisation, "sharing:compose")
    page = opened(client, url, item)
    data = form(page, item, on_linkedin="on", text_linkedin="Mine.", when="now")
    assert [client.post(url, data).status_code for _ in range(3)] == [302, 302, 302]
    assert len(shares_of(amir)) == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Choose at least one network"),
        ({"on_linkedin": "on", "text_linkedin": "x" * 3001}, "1 too many"),
        ({"on_linkedin": "on", "text_linkedin": "   "}, "text"),
        ({"on_linkedin": "on", "text_linkedin": "Words", "when": "at"}, "Choose a day"),
        ({"on_linkedin": "on", "text_linkedin": "Words", "when": "at", "date": "2020-01-01", "time": "10:00"}, "past"),
        ({"on_linkedin": "on", "text_linkedin": "Words", "when": "at", "date": "nonsense", "time": "10:00"}, "not one"),
    ],
)
def test_a_refusal_says_why_and_loses_no_word(
    amir: Membership,
    item: ContentItem,
    linkedin: Connection,
    client_of: Callable[..., Client],
    url_of: Url,
    values: dict[str, str],
    sentence: str,
) -> None:
    client, url = client_of(amir), url_of(amir.organisation, "sharing:compose")
    page = opened(client, url, item)
    answer = client.post(url, form(page, item, **values))
    assert answer.status_code in {409, 422}
    body = answer.content.decode()
    assert sentence in body
    assert "your text is intact" in body
    if "text_linkedin" in values:
        assert written(body, "linkedin") == values["text_linkedin"]
    assert shares_of(amir) == []


def test_one_network_that_refuses_keeps_the_other_from_going_alone(
    amir: Membership, item: ContentItem, linkedin: Connection, client_of: Callable[..., Client], url_of: Url
) -> None:
    connection = ConnectionFactory(user=amir.user, network="x")
    with tenant(amir.organisation_id):
        ConnectionPermissionFactory(membership=amir, connection=connection)
    client, url = client_of(amir), url_of(amir.organisation, "sharing:compose")
    page = opened(client, url, item)
    data = form(page, item, on_linkedin="on", text_linkedin="Fine.", on_x="on", text_x="y" * 281)
    answer = client.post(url, data)
    assert answer.status_code == 409
    assert shares_of(amir) == []


def test_using_a_suggested_text_keeps_the_words_that_were_there(
    amir: Membership, item: ContentItem, linkedin: Connection, client_of: Callable[..., Client], url_of: Url
) -> None:
    client, url = client_of(amir), url_of(amir.organisation, "sharing:compose")
    page = opened(client, url, item, start="angle")
    mine = "My very own beginning."
    page = client.post(url, form(page, item, on_linkedin="on", text_linkedin=mine, use_text="1")).content.decode()
    assert "bridge" in written(page, "linkedin")
    assert hidden(page, "kept") == mine
    data = form(page, item, on_linkedin="on", text_linkedin="x", kept=mine, kept_for="linkedin", take_back="1")
    assert written(client.post(url, data).content.decode(), "linkedin") == mine


def test_without_a_connection_the_text_is_prepared_to_be_posted_by_hand(
    amir: Membership, item: ContentItem, client_of: Callable[..., Client], url_of: Url
) -> None:
    client, url = client_of(amir), url_of(amir.organisation, "sharing:compose")
    page = opened(client, url, item)
    answer = client.post(url, form(page, item, on_linkedin="on", text_linkedin="By hand.", when="now"))
    (share,) = shares_of(amir)
    assert share.state == ShareState.DRAFT
    assert answer.url == url_of(amir.organisation, "sharing:share_by_hand", public_id=share.public_id)
    assert "By hand." in client.get(answer.url).content.decode()
    assert client.post(answer.url, {}).status_code == 302
    (share,) = shares_of(amir)
    assert (share.state, share.evidence) == (ShareState.PUBLISHED, "declared")


def test_drafts_are_kept_and_edited_by_their_author_only(
    amir: Membership,
    alice: Membership,
    item: ContentItem,
    linkedin: Connection,
    client_of: Callable[..., Client],
    url_of: Url,
) -> None:
    client, url = client_of(amir), url_of(amir.organisation, "sharing:compose")
    page = opened(client, url, item)
    assert client.post(url, form(page, item, on_linkedin="on", text_linkedin="Half a th", draft="1")).status_code == 302
    (share,) = shares_of(amir)
    edit = url_of(amir.organisation, "sharing:share_edit", public_id=share.public_id)
    assert "Half a th" in client.get(edit).content.decode()
    assert client.post(edit, {"text_linkedin": "Half a thought.", "save": "1"}).status_code == 302
    (share,) = shares_of(amir)
    assert (share.state, share.text) == (ShareState.DRAFT, "Half a thought.")
    assert client.post(edit, {"text_linkedin": "A whole one.", "schedule": "1"}).status_code == 302
    (share,) = shares_of(amir)
    assert (share.state, share.text) == (ShareState.SCHEDULED, "A whole one.")
    assert client_of(alice).get(edit).status_code == 403


def test_opening_the_editor_of_a_scheduled_share_changes_nothing(
    amir: Membership, item: ContentItem, linkedin: Connection, client_of: Callable[..., Client], url_of: Url
) -> None:
    client, url = client_of(amir), url_of(amir.organisation, "sharing:compose")
    page = opened(client, url, item)
    client.post(url, form(page, item, on_linkedin="on", text_linkedin="Promised."))
    (before,) = shares_of(amir)
    edit = url_of(amir.organisation, "sharing:share_edit", public_id=before.public_id)
    client.get(edit)
    (after,) = shares_of(amir)
    assert (after.state, after.text, after.due_at) == (before.state, before.text, before.due_at)
    client.post(edit, {"text_linkedin": "Promised anew.", "save": "1"})
    (after,) = shares_of(amir)
    assert (after.state, after.text, after.due_at) == (ShareState.SCHEDULED, "Promised anew.", before.due_at)


def test_the_preview_counts_as_the_network_counts(
    amir: Membership, item: ContentItem, linkedin: Connection, client_of: Callable[..., Client], url_of: Url
) -> None:
    client, url = client_of(amir), url_of(amir.organisation, "sharing:compose")
    page = opened(client, url, item)
    data = form(
        page, item, on_linkedin="on", text_linkedin="Good morning", on_x="on", text_x="https://a.org/" + "b" * 90
    )
    answer = client.post(url_of(amir.organisation, "sharing:compose_preview"), data, headers={"hx-request": "true"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in body
    assert "Good morning" in body
    assert re.search(r'id="count-x".*?\b23\b', body, re.S)
    assert re.search(r'id="count-linkedin".*?\b12\b', body, re.S)


@pytest.mark.parametrize("start", ["text", "angle"])
@pytest.mark.parametrize("extra", [1, 3])
def test_the_composer_costs_the_same_number_of_queries(
    amir: Membership,
    item: ContentItem,
    linkedin: Connection,
    client_of: Callable[..., Client],
    url_of: Url,
    start: str,
    extra: int,
) -> None:
    with tenant(amir.organisation_id):
        for number in range(extra):
            AngleFactory(item=item, name=f"Angle {number}")
            SuggestedTextFactory(item=item, body=f"Another text {number}")
    client, url = client_of(amir), url_of(amir.organisation, "sharing:compose")
    with exactly({"text": 35, "angle": 34}[start]):
        opened(client, url, item, start=start)
