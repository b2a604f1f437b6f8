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


def main(words: list[str]) -> None:
    version, institution, moment, *apart = words
    _do(int(version), int(institution), moment, is_apart=bool(apart))


def _do(version_id: int, institution: int, moment: str, *, is_apart: bool) -> None:
    from tests.partnerships.conftest import only_these
    from tests.partnerships.dying import Dying
    from tests.partnerships.papers import signatory_of
    from yuinowa.directory.models import Institution
    from yuinowa.partnerships.models import AgreementVersion
    from yuinowa.partnerships.queries import parts
    from yuinowa.partnerships.services import coming_into_force, signing

    vars(parts)["_PARTS"] = only_these()
    dying = Dying(moment, is_apart=is_apart)
    if moment == "activate":
        vars(coming_into_force)["_activate"] = dying.instead
    digest = AgreementVersion.objects.get(pk=version_id).digest
    actor = signatory_of(Institution.objects.get(pk=institution))
    if moment != "look":
        with dying.watched():
            signing.sign(version_id, digest=digest, post="館長", actor=actor)
    now = AgreementVersion.objects.select_related("agreement__partnership").get(pk=version_id)
    stands = (now.state, now.agreement.partnership.state, now.signatures.count())
    dying.tell(stands)
