from __future__ import annotations

import os
import tempfile

os.environ.setdefault("YUINOWA_MODE", "test")
os.environ.setdefault("YUINOWA_DATA_DIR", tempfile.mkdtemp(prefix="yuinowa-test-"))
