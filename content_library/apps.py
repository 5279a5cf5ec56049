"""Django's entry into the library: what it wants to be told, and what it counts."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from advocacy.lib.nav_badges import register_badge

# Lists, and our functions that go into them. Models are not loaded when this module is read, so both are named and
# fetched when they are.
TOLD = (
    ("advocacy.people.services.hooks.on_leaving", "content_library.services.proposals.on_leaving"),
    ("content_library.services.listeners.opened", "content_library.services.proposals.on_item_opened"),
)


class ContentLibraryConfig(AppConfig):
    """Follow what people proposed to where it goes; count what waits for an answer."""

    name = "content_library"

    def ready(self) -> None:
        """Fill the lists."""
        for registry, function in TOLD:
            listed, told = import_string(registry), import_string(function)
            if told not in listed:
                listed.append(told)
        register_badge("proposals", import_string("content_library.selectors.proposals.waiting_for"))
