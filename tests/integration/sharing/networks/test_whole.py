"""What every adapter must do beyond texts and images: documents, reposts, comments, reactions, followers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from sharing.networks.base import (
    Attachment,
    Card,
    Document,
    Grant,
    Image,
    Media,
    NotSupported,
    OutcomeUnknown,
    Post,
    Receipt,
    ReconnectNeeded,
    Rejected,
    TryLater,
)
from tests.integration.sharing.networks.conftest import PNG, Subject, make

PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]>>endobj 2 0 obj<</Type/Page>>endobj 3 0 obj<</Type /Page>>endobj"
)
ORDINARY = {
    "linkedin": ["openid", "profile", "email", "w_member_social"],
    "x": ["tweet.read", "tweet.write", "offline.access", "media.write"],
}


def page_post(subject: Subject, **details: Any) -> str:
    """A post of somebody else, as of the company's page."""
    post = {"network": subject.key, "handle": "thomas", "text": "Le lycée ouvre", **details}
    return str(subject.simulator.control("posts", posts=[post])["posts"][0]["id"])


def calls(subject: Subject) -> int:
    """How many calls the network has got."""
    counts = subject.simulator.control("counters")["calls"]
    return sum(sum(outcomes.values()) for name, outcomes in counts.items() if name.startswith(f"{subject.key}."))


# --- Documents -------------------------------------------------------------------------------------------------------
def test_a_document_is_shown_with_its_title(linkedin: Subject) -> None:
    grant = linkedin.grant()
    uploaded = linkedin.network.upload_document(grant, Document(PDF, "application/pdf", "Bilan_2026 (fini).pdf"))
    post = Post(text="Le bilan", document=Attachment(uploaded, "Bilan_2026 (fini).pdf"))
    page = requests.get(linkedin.network.publish(grant, post).url, headers={"Accept-Language": "fr"}, timeout=5).text
    assert "Bilan_2026 (fini).pdf" in page
    assert "2 pages" in page
    assert linkedin.published()[0]["content"] == "media"


def test_a_document_is_refused_before_any_call(subject: Subject) -> None:
    grant = subject.grant()
    wrong = [Document(b"x", "application/zip", "a"), Document(b"", "application/pdf", "a")]
    for document in wrong if subject.key == "x" else wrong[:1]:
        with pytest.raises((Rejected, NotSupported)):
            subject.network.upload_document(grant, document)
    attached = Attachment("urn:li:document:1", "a")
    mixed = [Post("a", document=attached, media=(Media("1"),)), Post("a", document=attached, card=Card("t"), link="l")]
    for post in mixed:
        with pytest.raises(Rejected) as error:
            subject.network.publish(grant, post)
        assert error.value.field == "document"
    assert calls(subject) == 0


def test_a_document_that_cannot_be_read_is_said_to_be_one(linkedin: Subject) -> None:
    grant = linkedin.grant()
    uploaded = linkedin.network.upload_document(grant, Document(b"no pdf", "application/pdf", "a"))
    for latency, expected in ((30, "TryLater.media_not_ready"), (0, "Rejected.document_failed")):
        linkedin.simulator.control("latency", media=latency)
        with pytest.raises((Rejected, TryLater)) as error:
            linkedin.network.publish(grant, Post("a", document=Attachment(uploaded, "a")))
        assert f"{type(error.value).__name__}.{error.value.code}" == expected


# --- Several images --------------------------------------------------------------------------------------------------
def test_as_many_images_as_the_network_takes(subject: Subject) -> None:
    grant, most = subject.grant(), subject.network.limits.max_images
    media = [Media(subject.network.upload(grant, Image(PNG, "image/png", f"n° {n}")), f"n° {n}") for n in range(most)]
    receipt = subject.network.publish(grant, Post(text="Images", media=tuple(media)))
    page = requests.get(receipt.url, timeout=5).text
    assert [n for n in range(most) if f'alt="n° {n}"' in page] == list(range(most))


def test_a_moving_image_goes_alone(x: Subject) -> None:
    grant = x.grant()
    moving = Media(x.network.upload(grant, Image(b"GIF89a" + b"\1\0\1\0" + b"\0" * 20, "image/gif")))
    assert x.network.publish(grant, Post(text="Un", media=(moving,))).external_id
    with pytest.raises(Rejected):
        x.network.publish(grant, Post(text="Deux", media=(moving, moving)))


def test_an_image_of_a_kind_that_is_not_taken_fails_once_it_is_processed(linkedin: Subject) -> None:
    grant = linkedin.grant()
    media = Media(linkedin.network.upload(grant, Image(b"RIFF1234WEBPVP8 ", "image/png")))
    with pytest.raises(Rejected) as error:
        linkedin.network.publish(grant, Post(text="Image", media=(media,)))
    assert (error.value.code, error.value.field) == ("image_failed", "media")


# --- Reposts ---------------------------------------------------------------------------------------------------------
def relay(subject: Subject, grant: Grant, parent: str) -> Receipt:
    return subject.network.publish(grant, Post(text="", reshare_of=subject.network.reshare_id(parent)))


def test_a_post_is_relayed_and_no_longer(subject: Subject) -> None:
    grant, parent = subject.grant(), page_post(subject)
    receipt = relay(subject, grant, parent)
    [entry] = subject.published()
    assert (entry["id"], entry["reshare_of"], entry["content"]) == (receipt.external_id, parent, "reshare")
    profile = f"{subject.simulator.url}/{'linkedin/in/nadia' if subject.key == 'linkedin' else 'x/nadia'}"
    assert "Le lycée ouvre" in requests.get(profile, timeout=5).text
    assert requests.get(receipt.url, timeout=5).status_code == 200
    for _ in range(2):
        subject.network.delete(grant, str(receipt.external_id))
    assert "Le lycée ouvre" not in requests.get(profile, timeout=5).text
    assert len(subject.simulator.log(event="delete")) == 1


def test_words_of_ones_own_where_the_network_takes_them(subject: Subject) -> None:
    grant, parent = subject.grant(), page_post(subject)
    post = Post(text="J’y étais (vraiment)", reshare_of=parent)
    if subject.network.limits.reshare_takes_text:
        subject.network.publish(grant, post)
        assert subject.published()[0]["text"] == post.text
    else:
        with pytest.raises(Rejected) as error:
            subject.network.publish(grant, post)
        assert (error.value.code, calls(subject)) == ("reshare_text", 0)


def test_a_relayed_post_carries_nothing_else(subject: Subject) -> None:
    for post in (
        Post("", reshare_of="1", media=(Media("1"),)),
        Post("", reshare_of="1", card=Card("t"), link="https://a.example"),
        Post("", reshare_of="1", document=Attachment("1", "t")),
    ):
        with pytest.raises(Rejected) as error:
            subject.network.publish(subject.grant(), post)
        assert error.value.code == "one_attachment"
    assert calls(subject) == 0


def test_what_is_gone_cannot_be_relayed(subject: Subject) -> None:
    grant, parent = subject.grant(), page_post(subject)
    subject.network.delete(subject.grant("thomas"), parent)
    with pytest.raises(Rejected) as error:
        relay(subject, grant, parent)
    assert (error.value.code, error.value.field) == ("reshare_gone", "reshare_of")


def test_an_author_may_let_nobody_relay(linkedin: Subject) -> None:
    with pytest.raises(Rejected) as error:
        relay(linkedin, linkedin.grant(), page_post(linkedin, closed=["reshares"]))
    assert error.value.code == "reshare_gone"


def test_relaying_twice_is_said_to_be_a_repetition(subject: Subject) -> None:
    grant, parent = subject.grant(), page_post(subject)
    relay(subject, grant, parent)
    with pytest.raises(Rejected) as error:
        relay(subject, grant, parent)
    assert error.value.code == "duplicate"
    assert len(subject.published()) == 1


@pytest.mark.parametrize("fault", ["500_before", "500_after", "reset_after", "close_before"])
def test_a_relay_whose_answer_is_lost_may_have_happened(subject: Subject, fault: str) -> None:
    grant, parent = subject.grant(), page_post(subject)
    subject.simulator.control("faults", faults=[{"kind": fault, "times": 1}])
    with pytest.raises(OutcomeUnknown):
        relay(subject, grant, parent)


def test_a_repost_of_unknown_outcome_is_found(x: Subject) -> None:
    grant, parent = x.grant(), page_post(x)
    post = Post(text="", reshare_of=parent)
    assert x.network.find(grant, post) is None
    x.simulator.control("faults", faults=[{"kind": "500_after", "times": 1}])
    with pytest.raises(OutcomeUnknown):
        x.network.publish(grant, post)
    receipt = x.network.find(grant, post)
    assert receipt is not None
    assert receipt.external_id == x.published()[0]["id"] == f"repost:{parent}"


def test_a_repost_has_no_figures_of_its_own(x: Subject) -> None:
    grant = x.grant()
    receipt = relay(x, grant, page_post(x))
    assert x.network.measure(grant, [str(receipt.external_id)]) == {}


@pytest.mark.parametrize(
    ("key", "pasted", "expected"),
    [
        ("linkedin", "urn:li:share:7295", "urn:li:share:7295"),
        ("linkedin", "https://www.linkedin.com/feed/update/urn:li:ugcPost:7295/?utm=1", "urn:li:ugcPost:7295"),
        ("linkedin", "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7295", "urn:li:share:7295"),
        (
            "linkedin",
            '<iframe src="https://www.linkedin.com/embed/feed/update/urn:li:share:7295">',
            "urn:li:share:7295",
        ),
        ("linkedin", "https://www.linkedin.com/posts/acme_lycee-bois-ugcPost-7295-aBcD?x=1", "urn:li:ugcPost:7295"),
        ("linkedin", "https://www.linkedin.com/posts/acme_share-7-activity-7295-aBcD", ""),
        ("linkedin", "https://www.linkedin.com/feed/update/urn:li:activity:7295/", ""),
        ("linkedin", "bonjour", ""),
        ("x", "https://x.com/acme/status/1445880548472328192?s=20", "1445880548472328192"),
        ("x", "https://mobile.twitter.com/i/web/status/1445880548472328192/photo/1", "1445880548472328192"),
        ("x", " 1445880548472328192 ", "1445880548472328192"),
        ("x", "https://x.com/acme", ""),
        ("x", "https://x.com/acme/status/", ""),
        ("x", "2026", ""),
    ],
)
def test_what_a_person_pastes_names_a_post_or_nothing(key: str, pasted: str, expected: str, subject: Subject) -> None:
    network = subject.network if subject.key == key else make(key, subject.simulator).network
    assert network.reshare_id(pasted) == expected


def test_an_activity_is_refused_before_any_call(linkedin: Subject) -> None:
    with pytest.raises(Rejected) as error:
        linkedin.network.publish(linkedin.grant(), Post("", reshare_of="urn:li:activity:7295"))
    assert (error.value.code, calls(linkedin)) == ("reshare_gone", 0)


def test_the_free_dialog_reposts_without_a_connection(x: Subject) -> None:
    parent = page_post(x)
    url = str(x.network.repost_intent_url(parent))
    assert "Le lycée ouvre" in requests.get(url, timeout=5).text
    after = requests.post(url, data={"handle": "nadia"}, timeout=5)
    assert after.text.count("Le lycée ouvre") == 1
    assert x.published() == []
    assert x.simulator.log(event="dialog")[0]["reshare_of"] == parent


# --- Comments and reactions ------------------------------------------------------------------------------------------
def test_a_comment_is_plain_text(linkedin: Subject) -> None:
    grant, text = linkedin.grant(), "Bravo (vraiment) à @tous #bois_local [1] \\ {x}"
    parent = page_post(linkedin)
    receipt = linkedin.network.comment(grant, parent, text)
    [entry] = linkedin.simulator.log(event="comment")
    assert (entry["text"], entry["id"], entry["on"]) == (text, receipt.external_id, parent)
    page = requests.get(receipt.url, timeout=5).text
    assert "Bravo (vraiment)" in page
    assert "\\(" not in page
    for _ in range(2):
        linkedin.network.delete(grant, str(receipt.external_id))
    assert "Bravo" not in requests.get(receipt.url, timeout=5).text


def test_a_reaction_counts_once_however_often_it_is_sent(linkedin: Subject) -> None:
    grant, parent = linkedin.grant(), page_post(linkedin)
    for _ in range(2):
        linkedin.network.react(grant, parent)
    assert len(linkedin.simulator.log(event="react")) == 1


@pytest.mark.parametrize("subject_scopes", ["ordinary", "none"])
def test_what_the_grant_does_not_allow_is_not_tried(subject: Subject, subject_scopes: str) -> None:
    grant = subject.grant(scopes=ORDINARY[subject.key])
    if subject_scopes == "none":
        grant = replace(grant, scopes=frozenset())
    acts: list[Callable[[], object]] = [
        lambda: subject.network.comment(grant, "urn:li:share:1", "Bravo"),
        lambda: subject.network.react(grant, "urn:li:share:1"),
        lambda: subject.network.followers(grant),
    ]
    codes = []
    for act in acts:
        with pytest.raises(NotSupported) as error:
            act()
        codes.append(error.value.code)
    never = "scope_not_granted" if subject.network.limits.comment_scope else "not_supported"
    assert codes == [never, never, "scope_not_granted"]
    assert calls(subject) == 0


@pytest.mark.parametrize(
    ("closed", "gone", "act", "expected"),
    [
        (["comments"], False, "comment", "comments_closed"),
        ([], True, "comment", "post_gone"),
        ([], True, "react", "post_gone"),
    ],
)
def test_posts_that_take_nothing_more(
    linkedin: Subject, closed: list[str], gone: bool, act: str, expected: str
) -> None:
    parent = page_post(linkedin, closed=closed)
    if gone:
        linkedin.network.delete(linkedin.grant("thomas"), parent)
    grant = linkedin.grant()
    with pytest.raises(Rejected) as error:
        linkedin.network.comment(grant, parent, "Bravo") if act == "comment" else linkedin.network.react(grant, parent)
    assert error.value.code == expected


def test_a_comment_that_is_too_long_or_empty_is_refused_before_any_call(linkedin: Subject) -> None:
    for text, code in ((" \n", "empty"), ("é" * 1251, "too_long"), ("a\ud800", "invalid")):
        with pytest.raises(Rejected) as error:
            linkedin.network.comment(linkedin.grant(), "urn:li:share:1", text)
        assert error.value.code == code
    assert calls(linkedin) == 0


@pytest.mark.parametrize("fault", ["500_after", "reset_after", "504_before"])
def test_a_comment_whose_answer_is_lost_may_be_there(linkedin: Subject, fault: str) -> None:
    with pytest.raises(OutcomeUnknown):
        linkedin.network.comment(linkedin.grant(), page_post(linkedin), f"Bravo [[fault:{fault}]]")
    made = [entry for entry in linkedin.simulator.log(event="comment") if entry["accepted"]]
    assert len(made) == (0 if fault == "504_before" else 1)


# --- Followers -------------------------------------------------------------------------------------------------------
def test_how_many_follow_a_member(subject: Subject) -> None:
    subject.simulator.profile(subject.key, "nadia", followers=961)
    assert subject.network.followers(subject.grant()) == 961


# --- Tokens ----------------------------------------------------------------------------------------------------------
def test_a_new_token_that_is_called_revoked_is_for_a_moment_later(linkedin: Subject) -> None:
    linkedin.simulator.control("latency", token_grace=30)
    grant = linkedin.grant()
    with pytest.raises(ReconnectNeeded):
        linkedin.network.publish(grant, Post("Bonjour"))
    with pytest.raises(TryLater) as error:
        linkedin.network.publish(fresh(grant), Post("Bonjour"))
    assert (error.value.code, error.value.after is not None) == ("token_new", True)
    linkedin.simulator.control("clock", advance=31)
    assert linkedin.network.publish(fresh(grant), Post("Bonjour")).external_id


def fresh(grant: Grant) -> Grant:
    return replace(grant, issued_at=datetime.now(UTC))


def test_a_grant_from_before_a_scope_asks_for_a_new_consent_without_a_call(subject: Subject) -> None:
    old = subject.grant(scopes=["openid", "profile"] if subject.key == "linkedin" else ["tweet.read", "users.read"])
    for act in (
        lambda: subject.network.publish(old, Post("Bonjour")),
        lambda: subject.network.upload(old, Image(PNG, "image/png")),
    ):
        with pytest.raises(ReconnectNeeded) as error:
            act()
        assert error.value.code == "scope_missing"
    assert calls(subject) == 0


# --- Versions --------------------------------------------------------------------------------------------------------
def test_an_adapter_knows_when_its_version_ends(linkedin: Subject, x: Subject) -> None:
    older = make("linkedin", linkedin.simulator, api_version="202601").network
    assert older.limits.api_sunset is not None
    assert linkedin.network.limits.api_sunset is not None
    assert older.limits.api_sunset < linkedin.network.limits.api_sunset
    assert x.network.limits.api_sunset is None


@pytest.mark.parametrize("version", ["202601", "202609"])
def test_figures_are_read_under_older_and_newer_versions(linkedin: Subject, version: str) -> None:
    subject = make("linkedin", linkedin.simulator, api_version=version)
    grant = subject.grant()
    seeds = [{"network": "linkedin", "handle": "nadia", "text": "a", "figures": {"impressions": 12, "link_clicks": 3}}]
    urn = subject.simulator.control("posts", posts=seeds)["posts"][0]["id"]
    found = subject.network.measure(grant, [urn])[urn]
    # Clicks on links are told since 202604.
    assert (found.impressions, found.link_clicks) == (12, None if version == "202601" else 3)
