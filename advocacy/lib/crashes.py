"""Dying or freezing at a named moment, for tests of what a dead process leaves behind and a frozen one does."""

import os
import signal
from typing import Final

from django.conf import settings

# How such a process ends: unlike anything that ends by itself.
DIED: Final = 70


def crash_point(name: str) -> None:
    """Die here, without tidying anything up, when a test says so: `CRASH_AT=name`. Demo and debug mode only.

    `CRASH_AT=freeze:name` stops the process here until somebody sends it SIGCONT.
    """
    if name == settings.CRASH_AT:
        os._exit(DIED)
    if f"freeze:{name}" == settings.CRASH_AT:
        os.kill(os.getpid(), signal.SIGSTOP)
