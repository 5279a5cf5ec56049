"""What must not be left on when the site is public. Runs with `check --deploy`."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def nothing_of_the_demo(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:
    """E001: the demo signs anybody in. E002: a simulator would be sent the applications' secrets and people's posts."""
    if settings.DEMO:
        return [
            Error(
                "DEMO is on: anybody may sign in as anybody and read every mail.",
                hint="Unset DEMO on a public address.",
                id="relais.E001",
            )
        ]
    if settings.SIMULATOR_URL:
        return [
            Error(
                "SIMULATOR_URL is set: the networks are not the real ones.",
                hint="Unset SIMULATOR_URL on a public address.",
                id="relais.E002",
            )
        ]
    return []
