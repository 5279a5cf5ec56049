"""Organisations and their journal."""

import factory
from factory.django import DjangoModelFactory

from advocacy.organisations.models import AuditEntry, Organisation


class OrganisationFactory(DjangoModelFactory):
    """An active company, in French, on Paris time."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Company {n}")
    slug = factory.Sequence(lambda n: f"company-{n}")
    language = "fr"
    also_language = "en"
    time_zone = "Europe/Paris"


class AuditEntryFactory(DjangoModelFactory):
    """One line of the journal, by the system itself."""

    class Meta:
        model = AuditEntry

    verb = "organisation.updated"
    subject_type = "organisations.organisation"
