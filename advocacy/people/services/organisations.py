"""Creating an organisation: it starts with its owner, its programme and a charter, and sees nothing of the others."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import Organisation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership, User
from advocacy.people.services.hooks import lay_foundations
from advocacy.tenancy import tenant


def refuse_taken_address(slug: str) -> None:
    """Raise `RuleViolation` when an organisation has this address already."""
    if Organisation.objects.filter(slug__iexact=slug).exists():
        raise RuleViolation(
            _("This address is taken. Choose another one."), code="organisation_address_taken", field="slug"
        )


def refuse_known_person(email: str) -> None:
    """Raise `RuleViolation` when somebody has an account with this address: they must sign in to act as themselves."""
    if User.objects.filter(email=email.strip().lower()).exists():
        raise RuleViolation(
            _("This address has an account. Sign in first, then create the organisation."),
            code="account_exists",
            field="owner_email",
        )


@transaction.atomic
def create_owner(*, email: str, name: str, language: str = "") -> User:
    """Make the account of a new organisation's owner. Refuses an address that has one."""
    refuse_known_person(email)
    return User.objects.create_user(email.strip(), name=name, language=language)


def create_organisation(*, owner: User, name: str, slug: str, **values: Any) -> Membership:
    """Create an organisation with this person as its owner. Not inside a tenant: it opens the new one's.

    `values` are settings of the organisation (languages, time zone, semester). Refuses an address that is taken. The
    organisation becomes active with its first rows, so that a failure half-way leaves nothing that can be opened.
    """
    refuse_taken_address(slug)
    organisation = Organisation.objects.create(name=name, slug=slug, is_active=False, **values)
    try:
        with tenant(organisation.pk), transaction.atomic():
            membership = Membership.objects.create(organisation=organisation, user=owner, is_owner=True)
            lay_foundations(membership)
            record_audit(actor=membership, verb="organisation.created", subject=organisation)
            organisation.is_active = True
            organisation.save(update_fields=["is_active"])
    except BaseException:
        # Inside its walls, because deleting looks for the rows that point to it.
        with tenant(organisation.pk):
            Organisation.objects.filter(pk=organisation.pk, is_active=False).delete()
        raise
    return membership
