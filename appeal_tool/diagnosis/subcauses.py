"""Symptom against cause: which answers to the last "why" this account's data makes likely.

A rate or a notice's sentence is a symptom. The sub-causes of ``rules/causes/``
name the signals that make them likelier; they are questions to ask in that
order, never findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from appeal_tool.diagnosis.model import CauseFinding


def order_subcauses(finding: CauseFinding, signals: Mapping[str, float]) -> CauseFinding:
    """``finding`` with its record's sub-causes, those with most of their signals seen first.

    A sub-cause counts each of its signals at most once (strength up to 1); equal
    ones stay in the order of the record. A signal may be named without its
    folder: ``no-answer`` is ``comment:no-answer``.
    """
    from appeal_tool.guide.causes import load_causes

    record = load_causes().get(finding.id)
    if record is None:
        return finding
    seen: dict[str, float] = {}
    for name, strength in signals.items():
        for spelling in (name, name.rpartition(":")[2]):
            seen[spelling] = max(seen.get(spelling, 0.0), min(1.0, strength))
    ranked = sorted(record.subcauses, key=lambda s: -sum(seen.get(name, 0.0) for name in s.signals))
    return replace(finding, subcauses=tuple(subcause.id for subcause in ranked))
