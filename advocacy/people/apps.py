"""Django's entry into the app about people."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from advocacy.lib.nav_badges import register_badge


class PeopleConfig(AppConfig):
    """Count unread notifications at the bell."""

    name = "advocacy.people"

    def ready(self) -> None:
        """Models are not loaded when this module is read, so the function is named and fetched here."""
        register_badge("notifications", import_string("advocacy.people.selectors.unread_count"))
