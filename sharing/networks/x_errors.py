"""What X's refusals mean."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from advocacy.lib import pace
from advocacy.lib.http import Answer
from sharing.networks.base import NetworkError, NetworkUnavailable, OutcomeUnknown, ReconnectNeeded, Rejected, TryLater
from sharing.networks.calls import network_now, objects

DEFAULT_WAIT: Final = pace.span(minutes=15)
_LONGEST_MOMENT: Final = 12
_WINDOWS: Final = ("x-rate-limit", "x-app-limit-24hour", "x-user-limit-24hour")
_UNSEEN: Final = ("deleted", "not visible", "protected", "not found", "not authorized to view")
_APP_PROBLEMS: Final = ("client-forbidden", "client-disconnected", "oauth1-permissions", "not-enrolled")


def request_id(answer: Answer) -> str:
    return answer.headers.get("x-transaction-id") or ""


def _problem(data: dict[str, Any]) -> str:
    # The host of the type has changed and may again; only the last part is stable.
    return str(data.get("type") or "").rstrip("/").rsplit("/", 1)[-1]


def _words(data: dict[str, Any]) -> str:
    words = [str(data.get("detail") or data.get("title") or data.get("error_description") or "")]
    words += [str(item.get("message") or item.get("detail") or "") for item in objects(data.get("errors"))]
    return " ".join(part for part in words if part)


def wait(answer: Answer) -> timedelta:
    """Until the last exhausted window opens, by X's clock; a quarter of an hour when the headers are missing."""
    now = network_now(answer)
    resets = []
    for window in _WINDOWS:
        reset = answer.headers.get(f"{window}-reset", "")
        spent = answer.headers.get(f"{window}-remaining", "0") == "0"
        if reset.isdecimal() and len(reset) < _LONGEST_MOMENT and spent:
            resets.append(datetime.fromtimestamp(int(reset), UTC) - now)
    return max([*resets, timedelta(seconds=1)]) if resets else DEFAULT_WAIT


def explain(answer: Answer, *, creating: bool = False, reposting: bool = False) -> NetworkError:
    """The error that an answer other than success stands for; see the twin of this function for LinkedIn."""
    data = answer.data()
    words = _words(data)
    known: dict[str, Any] = {"detail": words, "status": answer.status, "request_id": request_id(answer)}
    status = answer.status
    if status == 401:
        return ReconnectNeeded("token_invalid", **known)
    if status == 402:
        return NetworkUnavailable("credits_spent", **known)
    if status == 403:
        return _forbidden(_problem(data), words, known, reposting=reposting)
    if status == 429:
        if _problem(data) == "usage-capped":
            return NetworkUnavailable("usage_capped", **known)
        shared = answer.headers.get("x-app-limit-24hour-remaining") == "0"
        return TryLater(wait(answer), "app_daily_limit" if shared else "rate_limited", **known)
    if reposting and (status in {404, 409} or _problem(data) == "resource-not-found"):
        return Rejected("reshare_gone", "reshare_of", **known)
    if status in {400, 404, 409, 413, 422}:
        return _refusal(data, words, known)
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


def _forbidden(problem: str, words: str, known: dict[str, Any], *, reposting: bool) -> NetworkError:
    lowered = words.lower()
    if "duplicate content" in lowered or (reposting and "already" in lowered):
        return Rejected("duplicate", "reshare_of" if reposting else "text", **known)
    if problem in _APP_PROBLEMS:
        return NetworkUnavailable("app_forbidden", **known)
    if "suspended" in lowered or "locked" in lowered:
        return ReconnectNeeded("account_suspended", **known)
    if problem == "unsupported-authentication" or "scope" in lowered:
        return ReconnectNeeded("scope_missing", **known)
    if reposting and any(word in lowered for word in _UNSEEN):
        return Rejected("reshare_gone", "reshare_of", **known)
    return Rejected("refused", **known)


def _refusal(data: dict[str, Any], words: str, known: dict[str, Any]) -> NetworkError:
    names: set[str] = set()
    for item in objects(data.get("errors")):
        parameters = item.get("parameters")
        names |= set(parameters) if isinstance(parameters, dict) else set()
    about_media = any("media" in name for name in names) or "media id" in words.lower()
    if known["status"] == 413:
        return Rejected("image_size", "media", **known)
    if about_media and ("invalid" in words.lower() or "expired" in words.lower() or known["status"] in {404, 409}):
        return Rejected("media_gone", "media", **known)
    field = "media" if about_media else "text" if "text" in names else None
    return Rejected("invalid", field, **known)


def explain_token(answer: Answer, *, refreshing: bool) -> NetworkError:
    """The error that a refusal of the token endpoint stands for."""
    data = answer.data()
    known: dict[str, Any] = {"detail": _words(data), "status": answer.status, "request_id": request_id(answer)}
    if str(data.get("error")) in {"invalid_client", "unauthorized_client"} or answer.status in {401, 403}:
        return NetworkUnavailable("app_credentials", **known)
    if answer.status == 400:
        return ReconnectNeeded("refresh_refused" if refreshing else "code_refused", **known)
    if answer.status == 429 or not refreshing:
        return explain(answer)
    # A 5xx or an answer that cannot be read may have spent the refresh token, which works once.
    return OutcomeUnknown("server_error" if answer.status >= 500 else "unreadable_answer", **known)
