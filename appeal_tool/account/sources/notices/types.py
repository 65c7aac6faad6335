"""What kind of notice a message is: phrases are weighed where they stand, the best sum wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from appeal_tool.account.notice import Reading
from appeal_tool.account.sources.notices.phrases import Phrase, any_found, compile_phrase, data, phrases
from appeal_tool.account.sources.notices.sections import Placed, Section

THRESHOLD = 1.5
"""Below this score nothing is said of the type."""
REFUSAL_THRESHOLD = 3.0
"""One sure sign of an answer to an appeal, or two others."""
CLOSE = 0.75
"""A second reading with this share of the best one's score is reported."""

_PLACE: dict[Section, float] = {
    "subject": 1.3,
    "why": 1.0,
    "how": 0.45,
    "error": 0.15,
    "consequence": 0.2,
    "other": 0.1,
}
_REASON_BONUS = 1.5
_GENERAL = 0.25

_METRICS = tuple(
    compile_phrase(text)
    for text in (
        "(order defect rate|odr|taux de commandes defectueuses)",
        "(late (shipment|dispatch) rate|taux (d |de )(expeditions? en retard|retards?))",
        "(cancel\\w* rate|taux (d |de )annulations?)",
        "(valid tracking|suivi valide)",
        "(on-time delivery|livraisons? dans les delais)",
    )
)
_REASON = tuple(
    compile_phrase(text)
    for text in (
        "(because|due to|as a result of|this is because|since your|for the following reasons?|following reports|following complaints)",
        "(we (have )?(received|found|identified|determined|noticed|learned|detected)|(exceed*|above|below|not meet|not met))",
        "(violat*|misus*|manipulat*|infring*)",
        "(car|parce que|en raison de|du fait de|a la suite de|suite a|au motif que|pour le motif)",
        "(nous avons (recu|constate|identifie|determine|releve|detecte|appris)|(depass*|superieur*|inferieur*|ne respecte*))",
        "(enfrei*|viol*|contreven*|infraction*|atteinte*)",
    )
)
_RULE = tuple(
    compile_phrase(text)
    for text in (
        "(all|every) sellers?",
        "sellers (are|must|should|may|need|who)",
        "(we|amazon) (expect*|require*|ask*) (all |our )?sellers?",
        "(tous|chaque|les) vendeurs?",
        "nous (attendons|demandons|exigeons) (de tous |de nos |a tous |des )",
        "(performance targets?|our targets?|objectifs de performance) (are|sont|include|:)",
        "(learn more|read more|en savoir plus|voir la page|help page|page d aide|see our polic*|consultez)",
        "(other metrics|autres indicateurs)",
        "(may|will|can) be deducted",
        "(pourront|seront|peuvent) etre (deduits?|deduites?|preleves?|prelevees?)",
    )
)


@cache
def _signals() -> tuple[tuple[str, tuple[tuple[float, Phrase, str | None], ...]], ...]:
    return tuple(
        (
            kind,
            tuple(
                (float(entry[0]), compile_phrase(entry[1]), entry[2] if len(entry) > 2 else None)
                for entries in languages.values()
                for entry in entries
            ),
        )
        for kind, languages in data("types").items()
    )


@cache
def _refusal_signals() -> tuple[tuple[float, Phrase], ...]:
    return tuple(
        (float(weight), compile_phrase(text))
        for entries in data("refusal").values()
        for weight, text in entries
    )


def readings(placed: Sequence[Placed]) -> list[Reading]:
    """The candidates for the type, best first. A sure refusal stands first, whatever its subject."""
    factors = [_factor(item) for item in placed]
    found = [
        reading
        for kind, signals in _signals()
        if (reading := _weigh(kind, signals, placed, factors)).score >= THRESHOLD
    ]
    # A warning about a rate is of that rate's type: the risk is only what may follow.
    if any(reading.type.endswith("-rate") for reading in found):
        found = [
            replace(reading, score=reading.score / 2) if reading.type == "at-risk" else reading
            for reading in found
        ]
    found.sort(key=lambda reading: -reading.score)
    refusal = _refusal(placed)
    if found and found[0].type in ("forged-documents", "verification") and not _answers_appeal(placed):
        return found
    if refusal.score >= REFUSAL_THRESHOLD:
        return [refusal, *found]
    return found


def _answers_appeal(placed: Sequence[Placed]) -> bool:
    """Whether an appeal or a plan is named.

    A notice of forged papers, or of data that could not be verified, names the papers and
    data that the seller gave before, and is the first of its kind all the same.
    """
    return any(
        _APPEAL.search(item.sentence.folded)
        for item in placed
        if item.section in ("subject", "why") and not item.heading
    )


_APPEAL = re.compile(
    r"\b(?:your (?:\w+ )?(?:appeal|plan|reinstatement|documents?|invoices?|reply|response)|"
    r"votre (?:\w+ )?(?:appel|recours|contestation|plan|reponse|dossier)|vos (?:\w+ )?(?:documents?|justificatifs?|factures?|reponses?))\b"
)


def close(found: Sequence[Reading]) -> bool:
    """Whether the second reading is so near the first that both must be told."""
    if len(found) < 2 or found[0].type == "refusal":
        return False
    return found[1].score >= CLOSE * found[0].score


def _factor(item: Placed) -> float:
    words = item.sentence.folded
    factor = _PLACE[item.section]
    if any_found(_RULE, words) or sum(metric.found(words) for metric in _METRICS) > 2:
        return factor * _GENERAL
    if item.section in ("why", "subject") and any_found(_REASON, words):
        factor *= _REASON_BONUS
    return factor


def _weigh(
    kind: str,
    signals: Iterable[tuple[float, Phrase, str | None]],
    placed: Sequence[Placed],
    factors: Sequence[float],
) -> Reading:
    """The sum over a type's phrases, each counted where it weighs most, again at a third elsewhere."""
    score = 0.0
    spoken: list[str] = []
    for weight, phrase, where in signals:
        hits = [
            factor / _PLACE["how"] if where == "how" and item.section == "how" else factor
            for item, factor in zip(placed, factors, strict=True)
            if phrase.found(item.sentence.folded)
        ]
        if hits:
            best = max(hits)
            score += weight * best + weight * min(1.0, (sum(hits) - best) / 3)
            spoken.append(phrase.text)
    return Reading(kind, round(score, 3), tuple(spoken))


def _refusal(placed: Sequence[Placed]) -> Reading:
    """Signs of an answer to an appeal, outside what is only said of a case that may come."""
    score = 0.0
    spoken: list[str] = []
    for weight, phrase in _refusal_signals():
        for item in placed:
            words = item.sentence.folded
            if item.section in ("error", "other") or item.heading or not phrase.found(words):
                continue
            doubtful = item.section == "consequence" or any_found(phrases("voice", "conditional"), words)
            score += weight * (0.15 if doubtful else 1.0)
            spoken.append(phrase.text)
            break
    return Reading("refusal", round(score, 3), tuple(spoken))
