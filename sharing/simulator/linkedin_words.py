"""LinkedIn's refusals, word for word as they have been seen."""

from typing import Any, Final

from sharing.simulator.messages import Reply, as_json

_DUPLICATE: Final = "com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of {urn}"
_ACCESS: Final = {
    "missing": {"message": "Empty oauth2_access_token", "serviceErrorCode": 401, "status": 401},
    "unknown": {"serviceErrorCode": 65600, "message": "Invalid access token", "status": 401},
    "revoked": {
        "status": 401,
        "serviceErrorCode": 65601,
        "code": "REVOKED_ACCESS_TOKEN",
        "message": "The token used in the request has been revoked by the user",
    },
    "expired": {
        "status": 401,
        "serviceErrorCode": 65602,
        "code": "EXPIRED_ACCESS_TOKEN",
        "message": "The token used in the request has expired",
    },
}


def unauthorised(state: str) -> Reply:
    # A token seconds old is sometimes called revoked.
    return as_json(_ACCESS["revoked" if state == "fresh" else state], 401)


def denied(permission: str) -> Reply:
    message = f"Not enough permissions to access: {permission}"
    return as_json({"status": 403, "serviceErrorCode": 100, "code": "ACCESS_DENIED", "message": message}, 403)


def image_denied() -> Reply:
    message = "Accessing this image resource is forbidden. Please check your permissions for this resource"
    return as_json({"status": 403, "code": "ACCESS_DENIED", "message": message}, 403)


def not_found() -> Reply:
    return as_json({"status": 404, "code": "NOT_FOUND", "message": "Entity not found"}, 404)


def comments_closed() -> Reply:
    message = "Comments are disabled on this entity"
    return as_json({"status": 403, "code": "ACCESS_DENIED", "message": message}, 403)


def missing_field(name: str) -> Reply:
    return invalid(f"ERROR :: /{name} :: field is required but not found and has no default value\n")


def invalid(message: str) -> Reply:
    return as_json({"message": message, "status": 422}, 422)


def no_json() -> Reply:
    message = "Request body could not be converted to data map"
    return as_json({"status": 400, "code": "ILLEGAL_ARGUMENT", "message": message}, 400)


def input_error(code: str, description: str, *, message: str = "", field: str = "", status: int = 422) -> Reply:
    path: dict[str, Any] = {"inputPath": {"fieldPath": field}} if field else {}
    return as_json(
        {
            "errorDetailType": "com.linkedin.common.error.BadRequest",
            "message": message or description,
            "errorDetails": {"inputErrors": [{"description": description, "input": path, "code": code}]},
            "status": status,
        },
        status,
    )


def duplicate(urn: str) -> Reply:
    return input_error("DUPLICATE_POST", "Duplicate post is detected", message=_DUPLICATE.format(urn=urn))


def throttled(whose: str) -> Reply:
    message = f"Resource level throttle {whose}limit for calls to this resource is reached."
    return as_json({"status": 429, "serviceErrorCode": 101, "message": message}, 429)


def unverified() -> Reply:
    # Members who never verified who they are may share a few times a day; the exact words are not known.
    message = "You have reached the daily limit. Verify the account on LinkedIn, or try again tomorrow."
    return as_json({"status": 429, "code": "TOO_MANY_REQUESTS", "message": message}, 429)


def no_version() -> Reply:
    message = "A version must be present. Please specify a version by adding the Linkedin-Version header."
    return as_json({"status": 400, "code": "VERSION_MISSING", "message": message}, 400)


def dead_version(version: str) -> Reply:
    message = f"Requested version {version}01 is not active"
    return as_json({"status": 426, "code": "NONEXISTENT_VERSION", "message": message}, 426)


def token_error(error: str, description: str, status: int = 400) -> Reply:
    return as_json({"error": error, "error_description": description}, status)


def refusal(kind: str) -> Reply | None:
    """The refusal that a fault asks for; None when it asks for none, or for one that LinkedIn does not have."""
    known = {
        "400": lambda: no_json(),
        "401": lambda: unauthorised("unknown"),
        "401_revoked": lambda: unauthorised("revoked"),
        "401_expired": lambda: unauthorised("expired"),
        "403": lambda: denied("partnerApiPostsExternal.CREATE.20260901"),
        "403_scope": lambda: denied("partnerApiPostsExternal.CREATE.20260901"),
        "404": lambda: not_found(),
        "404_media": lambda: input_error("INVALID_IMAGE_ID", "Image does not exist", field="content"),
        "409": lambda: as_json({"status": 409, "code": "CONFLICT", "message": "Conflict"}, 409),
        "413": lambda: as_json({"status": 413, "message": "Request entity too large"}, 413),
        "422": lambda: invalid("ERROR :: /commentary :: this text is refused\n"),
        "426": lambda: dead_version("202609"),
        "429": lambda: throttled(""),
        "429_day": lambda: throttled("MEMBER DAY "),
        "429_app": lambda: throttled("APPLICATION DAY "),
        "429_unverified": lambda: unverified(),
        "400_version": lambda: no_version(),
        "duplicate": lambda: duplicate("urn:li:share:7295588489876647936"),
        "media_not_ready": lambda: input_error("MEDIA_ASSET_WAITING_UPLOAD", "Media asset is waiting upload"),
        "media_failed": lambda: input_error("MEDIA_ASSET_PROCESSING_FAILED", "Media asset failed processing"),
    }
    return known[kind]() if kind in known else None
