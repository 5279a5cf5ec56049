"""Django's entry into the programme: what it wants to be told by the floor below."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class ProgrammeConfig(AppConfig):
    """Lay a programme in each new organisation; end the enrolment of whoever leaves."""

    name = "advocacy.programme"

    def ready(self) -> None:
        """Models are not loaded when this module is read, so the functions are named and fetched here."""
        people = "advocacy.people.services.hooks"
        import_string(f"{people}.on_creating").append(import_string("advocacy.programme.services.lay_programme"))
        import_string(f"{people}.on_leaving").append(import_string("advocacy.programme.services.end_enrolment"))
