"""What LinkedIn's refusals mean."""

import re
from typing import Any, Final, Literal

from advocacy.lib import pace
from advocacy.lib.http import Answer
from sharing.networks.base import (
    NetworkError,
    NetworkUnavailable,
    OutcomeUnknown,
    ReconnectNeeded,
    Rejected,
    TryLater,
)
from sharing.networks.calls import network_now, objects, until_midnight_utc, whole

About = Literal["image", "document", "reshare", "comment"]

FIRST_WAIT: Final = pace.span(minutes=15)
MEDIA_WAIT: Final = pace.span(seconds=20)
_FILE: Final = {"image": "media", "document": "document"}
_URN: Final = re.compile(r"urn:li:(?:share|ugcPost):[\w-]+")
_TOKEN_CODES: Final = {65600: "token_invalid", 65601: "token_revoked", 65602: "token_expired"}
_FIELDS: Final = (
    ("commentary", "text"),
    ("message/text", "text"),
    ("altText", "alt_text"),
    ("article", "link"),
    ("source", "link"),
    ("reshareContext", "reshare_of"),
)
_NOT_READY: Final = ("still processing", "waiting upload")


def request_id(answer: Answer) -> str:
    return answer.headers.get("x-li-uuid") or answer.headers.get("x-li-request-id") or ""


def _codes(data: dict[str, Any]) -> set[str]:
    details = data.get("errorDetails")
    inputs = details.get("inputErrors") if isinstance(details, dict) else None
    listed = {str(item.get("code")) for item in objects(inputs)}
    return listed | {str(data.get("code") or "")}


def _field(text: str) -> str | None:
    return next((field for mark, field in _FIELDS if mark in text), None)


def explain(answer: Answer, *, creating: bool = False, about: About = "image") -> NetworkError:
    """The error that an answer other than success stands for.

    `creating` is the unsafe call: there, what is no clear refusal leaves the outcome unknown. `about` is what the call
    carried, or did: the network's words for what is missing are the same for all of them.
    """
    data = answer.data()
    message = str(data.get("message") or data.get("error_description") or "")
    known: dict[str, Any] = {"detail": message, "status": answer.status, "request_id": request_id(answer)}
    status = answer.status
    if status == 401:
        return _unauthorised(data, known)
    if status == 403 and about == "comment" and "disabled" in message:
        return Rejected("comments_closed", **known)
    if status == 403:
        return ReconnectNeeded("scope_missing", **known)
    if status == 426 or "VERSION_MISSING" in _codes(data) or "NONEXISTENT_VERSION" in _codes(data):
        return NetworkUnavailable("version_sunset", **known)
    if status == 429:
        # Members who never verified who they are meet a daily limit of their own, in other words.
        daily = " DAY " in message or "tomorrow" in message
        wait = until_midnight_utc(network_now(answer)) if daily else FIRST_WAIT
        shared = "app_daily_limit" if "APPLICATION" in message else "daily_limit"
        return TryLater(wait, shared if daily else "rate_limited", **known)
    if status in {400, 404, 409, 413, 422}:
        return _refusal(data, message, known, about)
    if 400 <= status < 500 and status != 408:
        return Rejected("refused", **known)
    if not creating:
        if status >= 500 or status == 408:
            return TryLater(None, "server_error", **known)
        if not answer.complete:
            return TryLater(None, "connection_lost", **known)
        return NetworkUnavailable("unexpected_answer", **known)
    code = "redirected" if 300 <= status < 400 else "server_error" if status >= 400 else "unreadable_answer"
    return OutcomeUnknown(code, **known)


def _unauthorised(data: dict[str, Any], known: dict[str, Any]) -> NetworkError:
    if data.get("error") == "invalid_client":
        return NetworkUnavailable("app_credentials", **known)
    code = _TOKEN_CODES.get(whole(data.get("serviceErrorCode")) or 0, "token_invalid")
    return ReconnectNeeded(code, **known)


def _refusal(data: dict[str, Any], message: str, known: dict[str, Any], about: About) -> NetworkError:
    codes = _codes(data)
    if "DUPLICATE_POST" in codes or "duplicate of urn:li:" in message:
        existing = _URN.search(message)
        return Rejected("duplicate", "text", existing=existing[0] if existing else "", **known)
    if "MEDIA_ASSET_WAITING_UPLOAD" in codes or any(words in message for words in _NOT_READY):
        return TryLater(MEDIA_WAIT, "media_not_ready", **known)
    if "MEDIA_ASSET_PROCESSING_FAILED" in codes or "failed processing" in message:
        failed = "document_failed" if about == "document" else "image_failed"
        return Rejected(failed, _FILE.get(about), **known)
    if (gone := _gone(codes, message, known, about)) is not None:
        return gone
    if known["status"] == 413:
        heavy = "document_size" if about == "document" else "image_size"
        return Rejected(heavy, _FILE.get(about), **known)
    if "INVALID_URL" in codes:
        return Rejected("link", "link", **known)
    if "FIELD_LENGTH_TOO_LONG" in codes:
        return Rejected("too_long", _field(message) or "text", **known)
    return Rejected("invalid", _field(message), **known)


def _gone(codes: set[str], message: str, known: dict[str, Any], about: About) -> NetworkError | None:
    """What the call was about does not exist, or is closed to it."""
    missing = known["status"] in {404, 409}
    if about == "reshare" and (missing or codes & {"INVALID_URN_TYPE", "INVALID_URN_ID"} or "eshare" in message):
        return Rejected("reshare_gone", "reshare_of", **known)
    if about == "comment" and "omments" in message:
        return Rejected("comments_closed", **known)
    if about == "comment" and (missing or codes & {"INVALID_URN_TYPE", "INVALID_URN_ID"}):
        return Rejected("post_gone", **known)
    if codes & {"INVALID_IMAGE_ID", "EXPIRED_UPLOAD_URL"} or (missing and about in _FILE):
        return Rejected("media_gone", _FILE.get(about, "media"), **known)
    return None


def explain_token(answer: Answer, *, refreshing: bool) -> NetworkError:
    """The error that a refusal of the token endpoint stands for."""
    data = answer.data()
    description = str(data.get("error_description") or "")
    known: dict[str, Any] = {"detail": description, "status": answer.status, "request_id": request_id(answer)}
    if data.get("error") == "invalid_client" or answer.status in {401, 403}:
        return NetworkUnavailable("app_credentials", **known)
    if answer.status == 400:
        return ReconnectNeeded("refresh_refused" if refreshing else "code_refused", **known)
    if answer.status == 429 or not refreshing:
        return explain(answer)
    # A 5xx or an answer that cannot be read may have spent the refresh token.
    return OutcomeUnknown("server_error" if answer.status >= 500 else "unreadable_answer", **known)
