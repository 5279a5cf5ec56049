"""Who is asking, and may they: used by the gate, by every page and by the API."""

from advocacy.people.access.identity import TenantRequest, identify, is_api, not_found, refuse_anonymous
from advocacy.people.access.web import (
    PUBLIC,
    SIGNED_IN,
    MemberFormView,
    MemberView,
    StatedView,
    add_violation,
    safe_next,
)

__all__ = [
    "PUBLIC",
    "SIGNED_IN",
    "MemberFormView",
    "MemberView",
    "StatedView",
    "TenantRequest",
    "add_violation",
    "identify",
    "is_api",
    "not_found",
    "refuse_anonymous",
    "safe_next",
]
