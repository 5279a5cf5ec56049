"""The project's settings with the few overrides tests need.

The database and Redis come from the environment as everywhere; nothing is written outside a temporary folder.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["DEMO"] = "1"
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="relais-tests-")
atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from advocacy.settings import *  # noqa: E402,F403 -- the environment must be prepared before the settings read it
from advocacy.settings import MIDDLEWARE as _MIDDLEWARE  # noqa: E402 -- as above
from advocacy.settings import STATIC_ROOT as _STATIC_ROOT  # noqa: E402 -- as above

# WhiteNoise warns about a missing folder, and a warning is an error here.
Path(_STATIC_ROOT).mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# In the process, so that exact query counts count the page's own queries; emptied after each test.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "relais-tests"}}

# No worker reads this queue: a test runs what was enqueued with the `jobs_done` fixture.
CELERY_BROKER_URL = "memory://"
CELERY_TASK_EAGER_PROPAGATES = True

# Fails the test when a page shows an Acme member anything of Globex.
MIDDLEWARE = ["tests.canary.CanaryMiddleware", *_MIDDLEWARE]
