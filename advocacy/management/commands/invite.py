"""`manage.py invite acme bob@acme.example --role administrator`: an invitation in the name of the installation."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from advocacy.lib.errors import RuleViolation
from advocacy.organisations import selectors as organisations
from advocacy.people.roles import Role
from advocacy.people.services import invitation_link, invite_as_operator
from advocacy.tenancy import tenant


class Command(BaseCommand):
    """Invite somebody; the e-mail leaves by the worker, and the link is printed for whoever has no mail yet."""

    help = "Invite a person to an organisation, with any role. It never makes an ambassador: only the person does."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare who, where and as what."""
        parser.add_argument("organisation", help="the organisation's address: acme in /o/acme/")
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument("--role", action="append", default=[], choices=Role.values, help="may be given repeatedly")
        parser.add_argument("--language", default="", choices=["", *(code for code, _name in settings.LANGUAGES)])

    def handle(self, *args: Any, **options: Any) -> None:
        """Invite, and print the link."""
        organisation = organisations.by_slug(options["organisation"])
        if organisation is None:
            raise CommandError(f"There is no organisation at /o/{options['organisation']}/.")
        try:
            validate_email(options["email"])
            with tenant(organisation.pk):
                invitation = invite_as_operator(
                    organisation=organisation,
                    email=options["email"],
                    name=options["name"],
                    roles=frozenset(Role(value) for value in options["role"]),
                    language=options["language"] or organisation.language,
                )
        except ValidationError as error:
            raise CommandError(f"{options['email']} is not an e-mail address.") from error
        except RuleViolation as violation:
            raise CommandError(violation.message) from violation
        self.stdout.write(f"Valid for seven days, once, for {invitation.email} only:\n{invitation_link(invitation)}")
