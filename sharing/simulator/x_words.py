"""X's refusals, word for word as they have been seen."""

from collections.abc import Callable
from typing import Any, Final

from sharing.simulator.messages import Reply, as_json

_HOST: Final = "https://api.twitter.com/2/problems"
_NEW_HOST: Final = "https://api.x.com/2/problems"


def problem(
    status: int, title: str, detail: str, kind: str = "about:blank", *, host: str = _HOST, **more: Any
) -> Reply:
    address = kind if kind == "about:blank" else f"{host}/{kind}"
    reply = as_json({**more, "title": title, "detail": detail, "type": address, "status": status}, status)
    return Reply(reply.status, reply.body, "application/problem+json")


def unauthorised() -> Reply:
    return problem(401, "Unauthorized", "Unauthorized")


def forbidden(detail: str = "You are not permitted to perform this action.") -> Reply:
    return problem(403, "Forbidden", detail)


def not_summoned() -> Reply:
    return forbidden(
        "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the "
        "author of the post you are replying to."
    )


def reposted_already() -> Reply:
    return forbidden("You cannot retweet a Tweet that you have already retweeted.")


def app_only() -> Reply:
    detail = "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint."
    return problem(403, "Unsupported Authentication", detail, "unsupported-authentication")


def scope_missing(scope: str) -> Reply:
    return forbidden(f"Your client is missing the scope {scope}, required for this endpoint.")


def duplicate() -> Reply:
    return forbidden("You are not allowed to create a Tweet with duplicate content.")


def no_credits() -> Reply:
    detail = "Your enrolled account [1234567890] does not have any credits to fulfill this request."
    return problem(402, "CreditsDepleted", detail, "credits", account_id=1234567890)


def invalid(message: str, **parameters: list[str]) -> Reply:
    errors = [{"parameters": parameters, "message": message}]
    detail = "One or more parameters to your request was invalid."
    return problem(400, "Invalid Request", detail, "invalid-request", errors=errors)


def bad_media(ids: list[str]) -> Reply:
    return invalid("Your media IDs are invalid.", **{"media.media_ids": ids})


def too_many() -> Reply:
    return problem(429, "Too Many Requests", "Too Many Requests")


def token_error(description: str, error: str = "invalid_request", status: int = 400) -> Reply:
    return as_json({"error": error, "error_description": description}, status)


def refusal(kind: str) -> Reply | None:
    """The refusal that a fault asks for; None when it asks for none, or for one that X does not have."""
    known: dict[str, Callable[[], Reply]] = {
        "400": lambda: invalid("text is not valid", text=["…"]),
        "401": unauthorised,
        "401_revoked": unauthorised,
        "401_expired": unauthorised,
        "402": no_credits,
        "403": forbidden,
        "403_scope": lambda: scope_missing("tweet.write"),
        "402_new": lambda: problem(402, "Payment Required", "credits depleted", "credits-depleted", host=_NEW_HOST),
        "403_app_only": app_only,
        "403_client": lambda: problem(403, "Client Forbidden", "This app is not enrolled.", "client-forbidden"),
        "404": lambda: problem(404, "Not Found Error", "Could not find tweet.", "resource-not-found"),
        "404_media": lambda: bad_media(["1"]),
        "409": lambda: problem(409, "Conflict", "Conflict"),
        "413": lambda: problem(413, "Payload Too Large", "Payload Too Large"),
        "422": lambda: invalid("text is not valid", text=["…"]),
        "429": too_many,
        "429_app": too_many,
        "429_member": too_many,
        "429_bare": too_many,
        "429_day": lambda: problem(429, "Usage Capped", "Usage cap exceeded", "usage-capped", period="Daily"),
        "duplicate": duplicate,
        "media_failed": lambda: bad_media(["1"]),
        "suspended": lambda: forbidden("Your account is suspended and is not permitted to access this feature."),
    }
    return known[kind]() if kind in known else None
