"""The last signature in a process (tests/forks.py) that kills itself on the way: see test_signing_killed.

    <version> <institution> <n>               dies before its n-th statement
    <version> <institution> commit            dies before its first commit
    <version> <institution> activate          dies when it is signed and the work would begin next
    <version> <institution> activate --apart  the same with the guard taken off: the signature is kept before
    <version> <institution> never
    <version> <institution> look              signs nothing

It prints how many statements it sent, and how the agreement and its partnership stand then.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any


def main(words: list[str]) -> None:
    version, institution, moment, *apart = words
    _do(int(version), int(institution), moment, is_apart=bool(apart))


def _do(version_id: int, institution: int, moment: str, *, is_apart: bool) -> None:
    from django.db import connection

    from tests.partnerships.conftest import only_these
    from tests.partnerships.papers import signatory_of
    from yuinowa.directory.models import Institution
    from yuinowa.partnerships.models import AgreementVersion
    from yuinowa.partnerships.queries import parts
    from yuinowa.partnerships.services import coming_into_force, signing

    vars(parts)["_PARTS"] = only_these()
    sent = 0

    def die_before_the_work(*_asked: object) -> None:
        if is_apart:
            connection.cursor().execute("COMMIT")
        _die()

    if moment == "activate":
        vars(coming_into_force)["_activate"] = die_before_the_work

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

    digest = AgreementVersion.objects.get(pk=version_id).digest
    actor = signatory_of(Institution.objects.get(pk=institution))
    if moment == "commit":
        connection.commit = die_first  # type: ignore[method-assign]  # the seam
    if moment != "look":
        with connection.execute_wrapper(count):
            signing.sign(version_id, digest=digest, post="館長", actor=actor)
    now = AgreementVersion.objects.select_related("agreement__partnership").get(pk=version_id)
    stands = (now.state, now.agreement.partnership.state, now.signatures.count())
    sys.stdout.write(f"{sent} {stands}\n")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
