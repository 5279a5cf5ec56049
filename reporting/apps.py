"""Django's entry into reporting: what it wants to be told by the floors below, and what it tells them."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

# Lists of the floors below, and our functions that go into them. Models are not loaded when this module is read, so
# both are named and fetched when they are.
TOLD = (
    ("sharing.services.moving.on_arrival", "reporting.services.keeping.on_shares_moved"),
    ("sharing.selectors.board.figure_sources", "reporting.selectors.figures_for_shares"),
    ("sharing.selectors.timing.result_sources", "reporting.selectors.results_since"),
)


class ReportingConfig(AppConfig):
    """Make the running total of a share when it is published; give a person's own pages their own figures."""

    name = "reporting"

    def ready(self) -> None:
        """Fill the lists."""
        for registry, function in TOLD:
            listed, told = import_string(registry), import_string(function)
            if told not in listed:
                listed.append(told)
