"""`manage.py create_organisation "Acme" --owner-email alice@acme.example`: a new organisation, in production."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.text import slugify

from advocacy.lib import emails
from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership, User
from advocacy.people.services import create_organisation, create_owner


class Command(BaseCommand):
    """Create an organisation with its owner, its programme and a first charter; write to the owner."""

    help = "Create an organisation. Its owner gets an e-mail and signs in with a code sent to that address."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what the organisation starts with; everything can be changed in its settings."""
        parser.add_argument("name", help="the name shown")
        parser.add_argument("--owner-email", required=True, help="who owns it; an account is made when there is none")
        parser.add_argument("--owner-name", default="", help="what a new owner is called")
        parser.add_argument("--address", default="", help="the last part of /o/<address>/ (default: from the name)")
        parser.add_argument("--language", default="fr", choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--time-zone", default="Europe/Paris")
        parser.add_argument("--no-mail", action="store_true", help="only print what the e-mail would say")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create, write, and print the address."""
        slug = options["address"] or slugify(options["name"])[:40]
        if not re.fullmatch(r"[a-z0-9-]{1,40}", slug):
            raise CommandError("The address holds small letters, digits and hyphens: give one with --address.")
        try:
            validate_email(options["owner_email"])
            membership = self.create(slug, options)
        except ValidationError as error:
            raise CommandError(f"{options['owner_email']} is not an e-mail address.") from error
        except RuleViolation as violation:
            raise CommandError(violation.message) from violation
        address = emails.absolute(reverse("people:org_home", kwargs={"org": slug}))
        self.stdout.write(f"{options['name']}: {address}")
        if options["no_mail"] or not self.tell(membership, address):
            self.stdout.write(f"Tell {membership.user.email}: open {address} and ask for a code by e-mail.")

    def create(self, slug: str, options: dict[str, Any]) -> Membership:
        """The organisation and its owner."""
        email = options["owner_email"].strip().lower()
        owner = User.objects.filter(email=email).first() or create_owner(
            email=email, name=options["owner_name"], language=options["language"]
        )
        return create_organisation(
            owner=owner,
            name=options["name"],
            slug=slug,
            language=options["language"],
            time_zone=options["time_zone"],
        )

    def tell(self, membership: Membership, address: str) -> bool:
        """Write to the owner; a mail server that does not answer undoes nothing."""
        context = {
            "first_name": membership.user.name and membership.user.first_name,
            "organisation": {"name": membership.organisation.name},
            "link": address,
        }
        try:
            emails.send(to=membership.user.email, template="space_ready", context=context, language=membership.language)
        except (emails.NotSent, OSError) as error:
            self.stderr.write(f"The e-mail could not be sent ({type(error).__name__}).")
            return False
        return True
