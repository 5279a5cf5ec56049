"""The demo, loaded once for a whole module and taken down after it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from advocacy.demo import clearing, loading


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[datetime]:
    """The moment of which the demo is. Its rows are committed, so each test of the module finds them."""
    # Nobody is rung: another simulator of this machine is none of our business.
    with django_db_blocker.unblock(), override_settings(SIMULATOR_URL=""):
        clearing.clear()
        now = timezone.now()
        loading.load(now)
        yield now
        clearing.clear()
