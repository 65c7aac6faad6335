"""The table of accounts: what an experienced reader says of each, and what must not mislead."""

from __future__ import annotations

import pytest
from diagnosis_accounts import account
from diagnosis_table import CASES

from appeal_tool.diagnosis.diagnose import diagnose

assert len(CASES) >= 60


@pytest.mark.parametrize("name", CASES)
def test_account_comes_out_as_a_reviewer_says(name):
    given, root, causes, stage, route = CASES[name]
    found = diagnose(account(**given))
    assert found.root_cause == root
    assert [cause.id for cause in found.causes][: len(causes)] == causes
    assert (found.stage, found.route) == (stage, route)
    if root is None:
        assert found.causes == ()
    else:
        assert sum(cause.weight for cause in found.causes) == pytest.approx(1.0)
        assert all(cause.evidence for cause in found.causes)
        assert all(piece.source.line for cause in found.causes for piece in cause.evidence)
