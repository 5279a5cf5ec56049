"""Django's entry into the project package."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from advocacy.celery import app as jobs


class AdvocacyConfig(AppConfig):
    """Load every app's tasks, so that web and worker know the same job names."""

    name = "advocacy"
    verbose_name = "Relais"

    def ready(self) -> None:
        """Make our Celery application the one shared tasks join; import every app's tasks and system checks."""
        jobs.set_default()
        autodiscover_modules("tasks")
        autodiscover_modules("checks")
