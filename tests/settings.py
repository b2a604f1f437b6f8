"""The product's settings in mode ``test``, with a data directory of their own.

pytest-django reads the settings before any conftest, so the environment is prepared here.
"""

from __future__ import annotations

import os
import tempfile
from typing import Any

os.environ.setdefault("YUINOWA_MODE", "test")
os.environ.setdefault("YUINOWA_DATA_DIR", tempfile.mkdtemp(prefix="yuinowa-test-"))
# Commands that a test starts run on the product's own settings, in the same environment.
os.environ["DJANGO_SETTINGS_MODULE"] = "yuinowa.config.settings"

from yuinowa.config import settings as _shipped
from yuinowa.config.settings import *  # noqa: F403  # after the environment; all of them

# A test takes back what it did, which no service does: a page kept before would then be of another world.
KEPT_PAGES_BYTES = 0

# Hundreds of tests sign in, and what they write is gone with them: no hash need be dear, no row outlive a power cut.
PASSWORD_HASHERS = ["tests.hashers.CheapArgon2"]
_default = _shipped.DATABASES["default"]
if _default["ENGINE"] == "django.db.backends.sqlite3":
    _options: Any = _default["OPTIONS"]
    _careless = {"init_command": _options["init_command"] + " PRAGMA synchronous=OFF;"}
    DATABASES = {"default": {**_default, "OPTIONS": _options | _careless}}
