"""What the networks tell about posts, in each of the vocabularies they have used."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from advocacy.lib.http import Answer
from sharing.networks.base import Metrics, OutcomeUnknown, Post
from sharing.networks.linkedin_posts import comment_path, comment_urn
from sharing.networks.linkedin_reading import analytics_path, figure, follower_count
from sharing.networks.x_reading import (
    PRIVATE,
    PUBLIC,
    batches,
    created_id,
    measured,
    missing,
    posted_at,
    same_post,
)

PROBLEMS = "https://api.{}.com/2/problems/"


def answer(body: object, *, complete: bool = True, **headers: str) -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(200, {name.replace("_", "-"): value for name, value in headers.items()}, content, complete)


# --- X ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "public",
    [
        {"retweet_count": 3, "quote_count": 2, "like_count": 7, "reply_count": 1, "impression_count": 90},
        {"repost_count": 3, "quote_count": 2, "like_count": 7, "reply_count": 1, "impression_count": 90},
        {
            "repost_count": 3,
            "retweet_count": 3,
            "quote_count": 2,
            "like_count": 7,
            "reply_count": 1,
            "impression_count": 90,
        },
    ],
)
def test_figures_of_x_before_and_after_its_renaming(public: dict[str, int]) -> None:
    private = {"non_public_metrics": {"impression_count": 95, "url_link_clicks": 4}}
    found = measured({"data": [{"id": "1", "public_metrics": public, **private}]})
    assert found == {"1": Metrics(impressions=90, reactions=7, comments=1, reshares=5, link_clicks=4)}


@pytest.mark.parametrize("host", ["twitter", "x"])
def test_problems_with_single_posts(host: str) -> None:
    problems = PROBLEMS.format(host)
    errors = [
        {"resource_id": "2", "type": f"{problems}resource-not-found"},
        {"value": "3", "type": f"{problems}resource-not-found"},
        {"resource_id": "4", "type": f"{problems}not-authorized-for-resource"},
        {"resource_id": "1", "field": "organic_metrics", "type": f"{problems}not-authorized-for-field"},
        "nonsense",
    ]
    found = measured({"data": [{"id": "1", "public_metrics": {"like_count": 7}}], "errors": errors})
    assert found == {"1": Metrics(reactions=7), "2": Metrics(gone=True), "3": Metrics(gone=True)}
    assert missing({"errors": errors[:1]})
    assert missing({"errors": errors[3:]}) == ""


def test_what_was_not_said_is_not_known() -> None:
    assert measured({"data": [{"id": "1"}, {"no": "id"}, 7]}) == {"1": Metrics()}
    assert measured({}) == {}


def moment_id(age: timedelta) -> str:
    """The id of a post that old."""
    return str(int((datetime.now(UTC) - age).timestamp() * 1000) - 1288834974657 << 22)


def test_batches_of_a_hundred_and_private_figures_for_a_month_only() -> None:
    old = [str(int(moment_id(timedelta(days=31))) + number) for number in range(101)]
    new = [str(int(moment_id(timedelta(days=2))) + number) for number in range(5)]
    asked = list(batches([*old, *new, *new, "repost:1", ""]))
    assert [(fields, len(ids)) for fields, ids in asked] == [(PRIVATE, 5), (PUBLIC, 100), (PUBLIC, 1)]
    assert posted_at("repost:1") is None


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"referenced_tweets": [{"type": "retweeted", "id": "7"}]}, True),
        ({"referenced_posts": [{"type": "reposted", "id": "7"}]}, True),
        ({"referenced_tweets": [{"type": "quoted", "id": "7"}]}, False),
        ({"referenced_tweets": [{"type": "retweeted", "id": "8"}]}, False),
        ({"text": ""}, False),
    ],
)
def test_a_repost_is_known_by_what_it_relays(item: dict[str, Any], expected: bool) -> None:
    assert same_post(item, Post("", reshare_of="7")) is expected


def test_the_id_of_a_post_that_was_made() -> None:
    assert created_id(answer({"data": {"id": "12", "text": "a"}})) == "12"
    assert created_id(answer({"data": {}})) is None
    assert created_id(answer(b'{"data":{"id":"12","te', complete=False)) == "12"
    for unclear in (answer(b"<html>"), answer({"data": {}, "errors": [{}]}), answer(b'{"data":{"i', complete=False)):
        with pytest.raises(OutcomeUnknown):
            created_id(unclear)


# --- LinkedIn --------------------------------------------------------------------------------------------------------
WRAPPED = "com.linkedin.adsexternalapi.memberanalytics.v1.CreatorPostAnalyticsMetricTypeV1"


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ([{"count": 2, "metricType": "COMMENT"}], 2),
        ([{"count": 2, "metricType": {WRAPPED: "COMMENT"}}], 2),
        ([{"count": 9, "metricType": "REACTION"}, {"count": 2, "metricType": "COMMENT"}], 2),
        ([{"count": 2}], 2),
        ([{"count": 2, "metricType": {}}], 2),
        ([{"count": 9, "metricType": "REACTION"}], None),
        ([{"count": "2", "metricType": "COMMENT"}], None),
        ([{"count": True, "metricType": "COMMENT"}], None),
        (["nonsense"], None),
        ([], None),
    ],
)
def test_a_figure_of_linkedin_in_both_forms(elements: list[Any], expected: int | None) -> None:
    assert figure(answer({"elements": elements}), "COMMENT") == expected


@pytest.mark.parametrize(
    ("elements", "expected"),
    [([{"memberFollowersCount": 961}], 961), ([{"memberFollowersCount": "many"}], None), ([], None)],
)
def test_followers_of_linkedin(elements: list[Any], expected: int | None) -> None:
    assert follower_count(answer({"elements": elements})) == expected


def test_a_post_is_asked_for_by_its_kind() -> None:
    assert "entity=(share:urn%3Ali%3Ashare%3A7)" in analytics_path("urn:li:share:7", "REACTION")
    assert "entity=(ugc:urn%3Ali%3AugcPost%3A7)" in analytics_path("urn:li:ugcPost:7", "REACTION")


@pytest.mark.parametrize(
    ("body", "headers", "expected"),
    [
        ({"commentUrn": "urn:li:comment:(urn:li:share:7,8)"}, {}, "urn:li:comment:(urn:li:share:7,8)"),
        ({"$URN": "urn:li:comment:(urn:li:activity:9,8)"}, {}, "urn:li:comment:(urn:li:activity:9,8)"),
        ({"id": "8"}, {}, "urn:li:comment:(urn:li:share:7,8)"),
        ({}, {"x_restli_id": "8"}, "urn:li:comment:(urn:li:share:7,8)"),
        ({}, {}, None),
    ],
)
def test_a_comment_has_been_named_in_several_ways(
    body: dict[str, str], headers: dict[str, str], expected: str | None
) -> None:
    assert comment_urn(answer(body, **headers), "urn:li:share:7") == expected


def test_a_comment_is_deleted_where_it_is() -> None:
    assert comment_path("urn:li:comment:(urn:li:share:7,8)") == "socialActions/urn%3Ali%3Ashare%3A7/comments/8"
    assert comment_path("urn:li:share:7") == ""
