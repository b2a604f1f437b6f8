"""What is counted of a partnership."""

from __future__ import annotations

from tests.access.parts.partnerships.beginning import OWN

SAMPLES = {f"partnerships:evaluation-{page}": OWN for page in ("detail", "propose", "agree")}
