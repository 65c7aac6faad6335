"""From observations to causes: shares, certainty, the root cause among the four."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from appeal_tool.diagnosis.model import CAUSES, CauseFinding, Certainty, Evidence, RootCause, Statement
from appeal_tool.diagnosis.observations import Observation
from appeal_tool.guide.outcomes import Weights

_DIGITS = 4


def weigh(observations: Iterable[Observation], weights: Weights) -> tuple[CauseFinding, ...]:
    """Every cause that something speaks for, heaviest first, with all its evidence."""
    scores: dict[str, float] = {}
    evidence: dict[str, list[Evidence]] = {}
    families: dict[str, set[str]] = {}
    for signal, group in _by_signal(observations).items():
        for cause in dict.fromkeys(c for o in group for c in o.causes if c in CAUSES):
            speaking = sorted((o for o in group if o.causes.get(cause)), key=lambda o: -o.causes[cause])
            pieces = [
                Evidence(
                    o.statement,
                    round(min(1.0, o.causes[cause]) / n**weights.repeat_power, 3),
                    o.source,
                    signal,
                )
                for n, o in enumerate(speaking, 1)
            ]
            scores[cause] = scores.get(cause, 0.0) + sum(piece.weight for piece in pieces)
            evidence.setdefault(cause, []).extend(_listed(pieces, weights.listed))
            families.setdefault(cause, set()).update(o.family for o in speaking)
    total = sum(scores.values())
    findings = [
        CauseFinding(
            id=cause,
            root_cause=CAUSES[cause],
            weight=score / total,
            certainty=_certainty(score, families[cause], weights),
            evidence=tuple(sorted(evidence[cause], key=lambda piece: -piece.weight)),
            score=round(score, _DIGITS),
        )
        for cause, score in scores.items()
        if score > 0
    ]
    findings.sort(key=lambda finding: (-finding.score, list(CAUSES).index(finding.id)))
    return _whole(findings)


def root_cause(findings: Sequence[CauseFinding]) -> RootCause | None:
    """The one of the four whose causes weigh most together; ``None`` without a cause."""
    scores: dict[RootCause, float] = {}
    for finding in findings:
        scores[finding.root_cause] = scores.get(finding.root_cause, 0.0) + finding.score
    ranked: list[RootCause] = sorted(scores, key=lambda root: -scores[root])
    return ranked[0] if ranked else None


def strengths(observations: Iterable[Observation], weights: Weights) -> dict[str, float]:
    """How strongly each signal was seen, repetitions counting less and less."""
    return {
        signal: round(
            sum(
                o.strength / n**weights.repeat_power
                for n, o in enumerate(sorted(group, key=lambda o: -o.strength), 1)
            ),
            _DIGITS,
        )
        for signal, group in _by_signal(observations).items()
    }


def _by_signal(observations: Iterable[Observation]) -> Mapping[str, list[Observation]]:
    groups: dict[str, list[Observation]] = {}
    for observation in observations:
        groups.setdefault(observation.signal, []).append(observation)
    return groups


def _listed(pieces: Sequence[Evidence], limit: int) -> list[Evidence]:
    """The first pieces one by one, the rest as one line: a return report may hold ten thousand of a kind."""
    rest = pieces[limit:]
    if not rest:
        return list(pieces)
    said = Statement("evidence-more", {"count": len(rest)})
    weight = round(sum(piece.weight for piece in rest), 3)
    return [*pieces[:limit], Evidence(said, weight, rest[0].source, rest[0].signal)]


def _certainty(score: float, families: set[str], weights: Weights) -> Certainty:
    """Certain needs a notice, a missed metric or two kinds of evidence: comments alone may mislead."""
    if score >= weights.certain and (len(families) > 1 or families & {"notice", "metric"}):
        return "certain"
    return "likely" if score >= weights.likely else "possible"


def _whole(findings: list[CauseFinding]) -> tuple[CauseFinding, ...]:
    """Shares rounded so that they still sum to exactly 1: the heaviest takes the remainder."""
    if not findings:
        return ()
    rounded = [round(finding.weight, _DIGITS) for finding in findings]
    rounded[0] = round(1 - sum(rounded[1:]), _DIGITS)
    return tuple(replace(finding, weight=share) for finding, share in zip(findings, rounded, strict=True))
