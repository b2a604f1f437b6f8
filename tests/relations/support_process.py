"""Answering a request for support in a process (tests/forks.py) that kills itself on the way: see test_support_killed.

    <request> <n>           dies before its n-th statement
    <request> commit        dies before its first commit
    <request> never
    <request> post          dies when the answer is written and its deed comes next
    <request> post --apart  the same with the guard taken off: they do not share a transaction

It prints how many statements it sent; a request that is answered already stays as it is.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import Any


def main(words: list[str]) -> None:
    request, moment, *apart = words
    _do(int(request), moment, is_apart=bool(apart))


def _do(request: int, moment: str, *, is_apart: bool) -> None:
    from django.db import connection

    from yuinowa.core import clock
    from yuinowa.core.rights import Actor
    from yuinowa.kernel.errors import TransitionRefused
    from yuinowa.ledger import services as ledger
    from yuinowa.relations.models import SupportRequest
    from yuinowa.relations.services.support import Answer, answer_request

    deed: Any = vars(answer_request)["__wrapped__"] if is_apart else answer_request
    if moment == "post":
        vars(ledger)["post"] = lambda *_deed, **_actor: _die()
    sent = 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal sent
        sent += 1
        if str(sent) == moment:
            _die()
        return execute(*arguments)

    def die_first() -> None:
        sys.stdout.write(f"{sent}\n")
        sys.stdout.flush()
        _die()

    version = SupportRequest.objects.get(pk=request).version
    if moment == "commit":
        connection.commit = die_first  # type: ignore[method-assign]  # the seam
    with connection.execute_wrapper(count), suppress(TransitionRefused):
        deed(
            request,
            Answer("三冊を選んで届けた。", clock.today(), 40),
            expected_version=version,
            actor=Actor.system(),
        )
    sys.stdout.write(f"{sent}\n")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
