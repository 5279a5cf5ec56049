"""The project's settings with the few overrides tests need."""

import os

os.environ.setdefault("DEMO", "1")

from advocacy.settings import *  # noqa: E402,F403 -- the environment must be prepared before the settings read it
