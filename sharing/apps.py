"""Django's entry into sharing: what it wants to be told by the floors below, and what it tells them."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

# Lists of the floors below, and our functions that go into them. Models are not loaded when this module is read, so
# both are named and fetched when they are.
TOLD = (
    ("advocacy.people.services.hooks.on_leaving", "sharing.services.departures.on_leaving"),
    ("advocacy.people.services.hooks.on_leaving", "sharing.services.rules.on_leaving"),
    ("advocacy.people.services.hooks.on_leaving", "sharing.services.feeds.on_leaving"),
    ("advocacy.people.services.hooks.digest_parts", "sharing.services.telling.new_ideas"),
    ("advocacy.people.services.hooks.digest_parts", "sharing.services.telling.gone_out"),
    ("advocacy.programme.services.on_pausing", "sharing.services.departures.on_pausing"),
    ("advocacy.programme.services.on_resuming", "sharing.services.departures.on_resuming"),
    ("content_library.services.listeners.opened", "sharing.services.departures.on_page_posted"),
    ("content_library.services.listeners.expected", "sharing.services.departures.on_page_expected"),
    ("content_library.services.listeners.closed", "sharing.services.departures.on_item_closed"),
    ("content_library.services.listeners.withdrawn", "sharing.services.departures.on_item_withdrawn"),
    ("sharing.services.moving.on_arrival", "sharing.services.commenting.on_arrival"),
    ("sharing.services.moving.on_arrival", "sharing.services.departures.on_arrival"),
    ("content_library.services.listeners.withdrawn", "sharing.services.rules.on_item_withdrawn"),
    ("content_library.selectors.registry.networks", "sharing.selectors.network_choices"),
    ("content_library.selectors.registry.taken_counts", "sharing.selectors.taken_counts"),
    ("content_library.selectors.registry.rule_reach", "sharing.selectors.rule_reach"),
)


class SharingConfig(AppConfig):
    """End, hold and release shares with the people and ideas they belong to; name the networks to the library."""

    name = "sharing"

    def ready(self) -> None:
        """Fill the lists."""
        for registry, function in TOLD:
            listed, told = import_string(registry), import_string(function)
            if told not in listed:
                listed.append(told)
        writers = import_string("advocacy.people.services.hooks.letter_writers")
        writers["week_ready"] = import_string("sharing.services.telling.write_week")
