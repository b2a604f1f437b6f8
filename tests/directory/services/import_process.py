"""A process (tests/forks.py) that takes in the shipped lists and may kill itself on the way: see test_import_killed.

Its one word is after how many written batches it dies; 0 to live.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any


def main(words: list[str]) -> None:
    die_after = int(words[0])
    from yuinowa.core import audit
    from yuinowa.core.rights import Actor
    from yuinowa.directory.services import imports

    written = 0

    def then_die(step: Any) -> Any:
        def run(*args: Any, **kwargs: Any) -> Any:
            nonlocal written
            result = step(*args, **kwargs)
            written += 1
            if written == die_after:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return run

    if die_after:
        imports._Writer.write = then_die(imports._Writer.write)  # type: ignore[method-assign]  # the seam
        audit.record = then_die(audit.record)
    for report in imports.import_shipped_sources(actor=Actor.system()):
        sys.stdout.write(f"{report.created} {report.taken} {report.unchanged}\n")
