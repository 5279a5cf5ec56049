"""The project's settings, with the benchmark's bounds and clock mounted."""

from advocacy.settings import *  # noqa: F403 -- the settings themselves, with two additions
from advocacy.settings import MIDDLEWARE as _MIDDLEWARE

ROOT_URLCONF = "advocacy.bench.urls"
MIDDLEWARE = ["advocacy.bench.bounds.ServerTime", *_MIDDLEWARE]
