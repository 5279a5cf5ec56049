"""API tokens: a person's own keys to one organisation's API."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.lib.secret import Secret
from advocacy.organisations.services import record_audit
from advocacy.people import selectors
from advocacy.people.models import ApiToken, Membership

MOST_TOKENS = 10


@transaction.atomic
def create_api_token(*, actor: Membership, name: str) -> tuple[ApiToken, Secret]:
    """Make a token that speaks for the actor here. Its value is returned once and kept as a hash.

    Refuses an eleventh one.
    """
    if selectors.api_tokens(actor).count() >= MOST_TOKENS:
        raise RuleViolation(
            _("Ten tokens at most. Revoke one that is no longer used."), code="too_many_tokens", field="name"
        )
    value = f"rl_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        membership=actor, name=name, token_hash=selectors.token_hash(value), prefix=value[:8]
    )
    record_audit(actor=actor, verb="api_token.created", subject=token, changes={"name": name})
    return token, Secret(value)


@transaction.atomic
def revoke_api_token(*, actor: Membership, token: ApiToken) -> None:
    """Stop one of the actor's own tokens, at once and for ever."""
    if selectors.api_tokens(actor).filter(pk=token.pk).update(revoked_at=timezone.now()):
        record_audit(actor=actor, verb="api_token.revoked", subject=token, changes={"name": token.name})
