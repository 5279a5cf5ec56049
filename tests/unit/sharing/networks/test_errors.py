"""Each row of what the networks answer becomes the one error that says what to do."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocacy.lib.http import Answer
from sharing.networks import linkedin_errors, x_errors
from sharing.networks.base import CODES, NetworkError, Rejected, TryLater

MIDDAY = "Sun, 22 Nov 2026 12:00:00 GMT"


def answer(status: int, body: object = None, *, complete: bool = True, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    content = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
    return Answer(status, {"Date": MIDDAY, **named}, content, complete)


def refused(code: str, **more: Any) -> dict[str, Any]:
    return {"status": 422, "errorDetails": {"inputErrors": [{"description": "", "input": {}, "code": code}]}, **more}


DUPLICATE = refused("DUPLICATE_POST", message="BadRequestResponseException: Content is a duplicate of urn:li:share:729")
THROTTLE = "Resource level throttle {}limit for calls to this resource is reached."
LINKEDIN: list[tuple[int, object, str]] = [
    (
        401,
        {"message": "Empty oauth2_access_token", "serviceErrorCode": 401, "status": 401},
        "ReconnectNeeded.token_invalid",
    ),
    (401, {"serviceErrorCode": 65600, "message": "Invalid access token"}, "ReconnectNeeded.token_invalid"),
    (401, {"serviceErrorCode": 65601, "code": "REVOKED_ACCESS_TOKEN"}, "ReconnectNeeded.token_revoked"),
    (401, {"serviceErrorCode": 65602, "code": "EXPIRED_ACCESS_TOKEN"}, "ReconnectNeeded.token_expired"),
    (403, {"serviceErrorCode": 100, "code": "ACCESS_DENIED"}, "ReconnectNeeded.scope_missing"),
    (422, {"message": "ERROR :: /author :: field is required but not found"}, "Rejected.invalid"),
    (400, {"status": 400, "code": "ILLEGAL_ARGUMENT"}, "Rejected.invalid"),
    (422, DUPLICATE, "Rejected.duplicate"),
    (422, refused("FIELD_LENGTH_TOO_LONG"), "Rejected.too_long"),
    (400, refused("INVALID_IMAGE_ID"), "Rejected.media_gone"),
    (404, {}, "Rejected.media_gone"),
    (409, {}, "Rejected.media_gone"),
    (413, {}, "Rejected.image_size"),
    (422, refused("MEDIA_ASSET_WAITING_UPLOAD"), "TryLater.media_not_ready"),
    (422, {"message": "Media asset is still processing"}, "TryLater.media_not_ready"),
    (400, refused("MEDIA_ASSET_PROCESSING_FAILED"), "Rejected.image_failed"),
    (400, refused("INVALID_URL"), "Rejected.link"),
    (400, {"code": "VERSION_MISSING"}, "NetworkUnavailable.version_sunset"),
    (
        426,
        {"code": "NONEXISTENT_VERSION", "message": "Requested version 20250401 is not active"},
        "NetworkUnavailable.version_sunset",
    ),
    (429, {"serviceErrorCode": 101, "message": THROTTLE.format("APPLICATION DAY ")}, "TryLater.app_daily_limit"),
    (429, {"serviceErrorCode": 101, "message": THROTTLE.format("")}, "TryLater.rate_limited"),
    (500, {"code": "INTERNAL_SERVER_ERROR"}, "OutcomeUnknown.server_error"),
    (503, b"<html>", "OutcomeUnknown.server_error"),
    (504, b"", "OutcomeUnknown.server_error"),
    (408, b"", "OutcomeUnknown.server_error"),
    (302, b"", "OutcomeUnknown.redirected"),
    (202, b"", "OutcomeUnknown.unreadable_answer"),
    (418, b"", "Rejected.refused"),
]
HOST = "https://api.twitter.com/2/problems"
X: list[tuple[int, object, str]] = [
    (401, {"title": "Unauthorized", "type": "about:blank", "status": 401}, "ReconnectNeeded.token_invalid"),
    (402, {"title": "CreditsDepleted", "type": f"{HOST}/credits"}, "NetworkUnavailable.credits_spent"),
    (
        402,
        {"detail": "credits depleted", "type": "https://api.x.com/2/problems/credits-depleted"},
        "NetworkUnavailable.credits_spent",
    ),
    (403, {"detail": "You are not allowed to create a Tweet with duplicate content."}, "Rejected.duplicate"),
    (403, {"detail": "You are not permitted to perform this action."}, "Rejected.refused"),
    (
        403,
        {"type": f"{HOST}/unsupported-authentication", "title": "Unsupported Authentication"},
        "ReconnectNeeded.scope_missing",
    ),
    (403, {"type": "https://api.x.com/2/problems/client-forbidden"}, "NetworkUnavailable.app_forbidden"),
    (403, {"detail": "Your account is suspended and is not permitted"}, "ReconnectNeeded.account_suspended"),
    (400, {"errors": [{"parameters": {"text": ["…"]}, "message": "text is invalid"}]}, "Rejected.invalid"),
    (
        400,
        {"errors": [{"parameters": {"media.media_ids": ["1"]}, "message": "Your media IDs are invalid."}]},
        "Rejected.media_gone",
    ),
    (413, {}, "Rejected.image_size"),
    (429, {"title": "Too Many Requests", "type": "about:blank"}, "TryLater.rate_limited"),
    (429, {"type": f"{HOST}/usage-capped", "period": "Daily"}, "NetworkUnavailable.usage_capped"),
    (500, {}, "OutcomeUnknown.server_error"),
    (503, b"<html>", "OutcomeUnknown.server_error"),
    (302, b"", "OutcomeUnknown.redirected"),
    (204, b"", "OutcomeUnknown.unreadable_answer"),
]


def named(error: NetworkError) -> str:
    return f"{type(error).__name__}.{error.code}"


@pytest.mark.parametrize(("status", "body", "expected"), LINKEDIN, ids=[f"{row[0]} {row[2]}" for row in LINKEDIN])
def test_linkedin(status: int, body: object, expected: str) -> None:
    assert named(linkedin_errors.explain(answer(status, body), creating=True)) == expected


@pytest.mark.parametrize(("status", "body", "expected"), X, ids=[f"{row[0]} {row[2]}" for row in X])
def test_x(status: int, body: object, expected: str) -> None:
    assert named(x_errors.explain(answer(status, body), creating=True)) == expected


@pytest.mark.parametrize("explain", [linkedin_errors.explain, x_errors.explain])
def test_calls_that_publish_nothing_are_never_unknown(explain: Any) -> None:
    assert named(explain(answer(500))) == "TryLater.server_error"
    assert named(explain(answer(200, b"{", complete=False))) == "TryLater.connection_lost"
    assert named(explain(answer(200))) == "NetworkUnavailable.unexpected_answer"


def test_a_duplicate_names_the_post_it_repeats() -> None:
    error = linkedin_errors.explain(answer(422, DUPLICATE, x_li_uuid="abc"), creating=True)
    assert isinstance(error, Rejected)
    assert (error.existing, error.field, error.request_id) == ("urn:li:share:729", "text", "abc")


def test_linkedin_waits_until_its_midnight_after_a_daily_limit() -> None:
    daily = linkedin_errors.explain(answer(429, {"message": THROTTLE.format("MEMBER DAY ")}))
    other = linkedin_errors.explain(answer(429, {"message": THROTTLE.format("")}))
    assert isinstance(daily, TryLater)
    assert isinstance(other, TryLater)
    assert (daily.after, other.after) == (timedelta(hours=12), timedelta(minutes=15))


NOON = 1795348800  # the same moment as MIDDAY


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 900),
        ({"x_rate_limit_remaining": "0", "x_rate_limit_reset": str(NOON + 60)}, 60),
        ({"x_rate_limit_reset": str(NOON + 60)}, 60),
        ({"x_rate_limit_remaining": "0", "x_rate_limit_reset": str(NOON - 60)}, 1),
        (
            {
                "x_rate_limit_remaining": "88",
                "x_rate_limit_reset": str(NOON + 60),
                "x_user_limit_24hour_remaining": "0",
                "x_user_limit_24hour_reset": str(NOON + 7200),
            },
            7200,
        ),
        ({"x_rate_limit_reset": "soon"}, 900),
        ({"x_rate_limit_reset": "9" * 30}, 900),
    ],
)
def test_x_waits_for_the_window_that_is_exhausted(headers: dict[str, str], seconds: int) -> None:
    assert x_errors.wait(answer(429, **headers)) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("status", "body", "refreshing", "expected"),
    [
        (400, {"error": "invalid_request"}, True, "ReconnectNeeded.refresh_refused"),
        (400, {"error": "invalid_grant"}, True, "ReconnectNeeded.refresh_refused"),
        (400, {"error": "invalid_request"}, False, "ReconnectNeeded.code_refused"),
        (401, {"error": "invalid_client"}, True, "NetworkUnavailable.app_credentials"),
        (400, {"error": "invalid_client"}, False, "NetworkUnavailable.app_credentials"),
        (500, {}, True, "OutcomeUnknown.server_error"),
        (200, b"<html>", True, "OutcomeUnknown.unreadable_answer"),
        (500, {}, False, "TryLater.server_error"),
        (429, {}, True, "TryLater.rate_limited"),
    ],
)
@pytest.mark.parametrize("module", [linkedin_errors, x_errors])
def test_the_token_endpoint(module: Any, status: int, body: object, refreshing: bool, expected: str) -> None:
    assert named(module.explain_token(answer(status, body), refreshing=refreshing)) == expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["code", "message", "errors", "errorDetails", "inputErrors", "type"]), inner)
    ),
    max_leaves=12,
)
BODIES = st.dictionaries(
    st.sampled_from(["code", "message", "errors", "errorDetails", "serviceErrorCode", "detail", "type", "error"]), JSON
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(100, 599), BODIES, st.booleans())
def test_no_answer_is_too_strange(status: int, body: dict[str, Any], creating: bool) -> None:
    for module in (linkedin_errors, x_errors):
        for error in (
            module.explain(answer(status, body), creating=creating),
            module.explain_token(answer(status, body), refreshing=creating),
        ):
            assert error.code in CODES[type(error).__name__]


def test_what_the_network_said_is_kept_short() -> None:
    error = Rejected("refused", detail="a" * 5000, status=422, request_id="r-1")
    assert len(error.detail) == 300
    assert str(error).startswith("refused · HTTP 422 · request r-1 · aaa")
