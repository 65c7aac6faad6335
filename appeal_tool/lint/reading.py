"""An appeal read as a whole: which sentences state causes and measures, and what stands beside each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from appeal_tool.lint import evidence, statements
from appeal_tool.lint.causes import (
    ANNOUNCED,
    NEGLECT,
    UNEXPLAINED,
    announces,
    begins_another,
    gives_reason,
    is_practice,
    is_symptom,
    is_theirs,
    states_cause,
)
from appeal_tool.lint.evidence import Words
from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.normal import plain
from appeal_tool.lint.statements import Statement
from appeal_tool.lint.text import Document, Sentence

if TYPE_CHECKING:
    from appeal_tool.diagnosis.model import Route

NO_MEASURE = frozenset(
    """vague-measure empty-assurance weak-commitment forbidden-remedy self-praise emotional-plea
    hostile-tone off-topic unknown-cause blame-third-party""".split()  # noqa: SIM905
)
NO_CAUSE = frozenset(
    """unknown-cause blame-third-party minimising self-praise emotional-plea hostile-tone
    off-topic empty-assurance weak-commitment forbidden-remedy""".split()  # noqa: SIM905
)
"""Sentence rules after which a sentence states no measure, no cause of the seller's own."""

_DONE = 0.36
_STANDING = 0.5
_MEASURE = 0.49
_BARE = 0.2
_FEW = 2
_BECAUSE = Lazy(
    r"\W*(?:because|since|for the reason|parce qu|pcq|car\b|du fait qu|c'est qu|a cause d)",
    needs="because|since|for the|parce|pcq|car|du fait|c'est qu|a cause",
)
_WHY = Lazy(
    r"\b(?:why|how come|how (?:could|did|was|were|is)|what (?:made|let|caused)|pourquoi|comment|d'ou vien\w+|qu'est-ce qui|par quoi)\b"
)
_ENUMERATED_CAUSE = 0.15
_ANNOUNCED_CAUSE = 0.08
_ONWARDS = Lazy(
    r"^\W*(?:from|as of|since|depuis(?: le)?|a partir du|des le) (?:\d{1,2}|[a-z]{3,9})(?:er|st|nd|rd|th)?(?: (?:[a-z]{3,9}|\d{1,2}))?(?: \d{4})?(?: onwards?| on)?,? (?!to\b|until\b|till\b|and\b|au\b|a\b|jusqu)"
)
_DOES_OFTEN = Lazy(
    r"\b(?:compares?|checks?|counts?|reads?|opens?|tests?|weighs?|reviews?|prints?|looks?|answers?|updates?|draws?|samples?|inspects?|compare|verifie|controle|compte|relit|relis|lit|lis|ouvre|teste|pese|imprime|repond|reponds|actualise|preleve|inspecte|pointe)\b"
    r"[^.;]{0,60}\b(?:every|each|daily|weekly|monthly|an?|per|once a|twice a|chaque|tous les|toutes les|par) (?:\w+ )?(?:days?|mornings?|evenings?|weeks?|months?|fridays?|mondays?|jours?|matins?|soirs?|semaines?|mois|vendredis?|lundis?|parcels?|colis|box(?:es)?|lots?|batch(?:es)?)\b"
)
_HAVE_DONE = Lazy(
    r"\b(?:i|we|he|she)(?:'ve| have| has) (?:now |already |just |also )?\w+(?:ed|en|nt|ut|de|ld|id)\b|\b(?:j'ai|nous avons|on a|il a|elle a) (?:deja |aussi )?\w+(?:e|i|is|u|it|ert)\b"
)
_DONE_FORM = Lazy(
    r"\b(?:has|have) been (?!(?:dis)?informed|suspended|deactivated|blocked|closed by)\w+ed\b|\b(?:was|were) (?:\w+ )?(?:changed|closed|deleted|refunded|removed|replaced|corrected|answered|cancelled|taken|put|set|withdrawn|updated|stopped)\b"
    r"|\b(?:ont|a) ete (?!suspendu|desactive|bloque|retire de)\w+|\b(?:est|sont) (?:maintenant|desormais|deja|a present) \w+|\b(?:now (?:go|gets?|comes?|corrected)|is now|are now)\b|\b(?:do|does) not \w+ (?:\w+ ){0,4}any ?more\b|\bno longer\b"
)
_DECIDED = Lazy(
    r"(?:(?:le|on) [\w ]{3,20},? )?(?:our|my|the|this) (?:seller |selling |amazon )?account (?:was|is|has been|had been|got) (?:\w+ )?(?:deactivated|suspended|blocked|restricted|limited|put on hold)\b"
    r"|(?:(?:le|on) [\w ]{3,20},? )?(?:notre|mon|le|ce) compte(?: vendeur)? (?:a ete|est|avait ete|se trouve|s'est trouve) (?:\w+ )?(?:desactive|suspendu|bloque|limite|restreint)\b"
)
"""What was done to the account is the marketplace's doing, and no measure of the seller's."""
_NOTHING_DONE = Lazy(
    r"\bnothing (?:has been|was|is|have been) done\b|\bnot (?:yet )?(?:been )?(?:dealt with|refunded|answered|contacted)\b|\b(?:never|haven't|have not|not) (?:yet )?(?:got|gotten|came|come) (?:a)?round to\b"
    r"|\bn'a(?:vons)? rien (?:ete )?fait\b|\brien n'a (?:encore )?ete fait\b|\bpas encore (?:ete )?(?:rembours|trait|contact|corrig)\w*|\bdid nothing\b|\bleft (?:as they|them) (?:are|were|as)\b",
    needs="nothing|not |never|haven't|n'a|rien|pas encore|left ",
)
_ALL_OWNED = Lazy(
    r"\b(?:responsible|in charge|responsable|chargee?) (?:for|of|de|d)[ ']?(?:all|every|each|these|the|toutes?|l'ensemble|chacune?|ces|ce|cette|la mise|les) "
    r"|\b(?:owner|responsable|responsible|in charge)(?: of (?:all|these) \w+)? ?:"
)
_SIGNATURE = re.compile(r"(?:.*\n)?([a-zà-ÿ]{3,12})(?: (?:and|et|&|\+) ([a-zà-ÿ]{3,12}))?")
_ALONE = Lazy(
    r"\b(?:i|je) (?:\w+ ){0,3}(?:alone|by myself|on my own|seule?|toute seule|everything myself|tout moi-meme)\b|\bone-(?:person|man|woman)\b|\bauto-?entrepreneu\w+|\bmyself\b.{0,40}\b(?:pack|ship|make|send|answer)|\bsole trader\b"
)


@dataclass(slots=True, eq=False)
class Reading:
    """The statements of an appeal, sorted. ``measures`` are both the done and the standing ones."""

    document: Document
    judged: bool
    statements: list[Statement]
    causes: list[Statement]
    done: list[Statement]
    standing: list[Statement]
    measures: list[Statement]
    symptoms: list[Statement]
    nothing_done: Sentence | None
    faulty: frozenset[int]
    """Identities of the sentences in which a sentence rule was raised."""
    answered: frozenset[int] = frozenset()
    """Indices of the questions that are answered right beside: they leave nothing open."""
    route: Route = "plan"
    """Which answer the text is (``appeal_tool.lint.routes``): the rules that fit it judge it."""
    _people: frozenset[str] | None = None
    _taken: frozenset[int] | None = None
    _near: dict[int, list[Words]] = field(default_factory=dict)

    @property
    def people(self) -> frozenset[str]:
        """Names of those who are said to act somewhere in the text; looked for only when asked."""
        if self._people is None:
            found = (name for s in self.statements for name in s.words.names)
            self._people = frozenset(name.split()[0] for name in found)
        return self._people

    @property
    def _signed(self) -> frozenset[str]:
        """First names in small letters under the text: "claire and tom"."""
        last = next((s for s in reversed(self.document.sentences) if not s.quoted), None)
        found = _SIGNATURE.fullmatch(last.text.strip(" -.\n")) if last is not None else None
        return frozenset(filter(None, found.groups())) if found else frozenset()

    def owned(self, measure: Statement) -> bool:
        """Whether somebody is named for the measure, in it or beside it."""
        return (
            measure.owner
            or any(person in measure.sentence.text for person in self.people)
            or not self._signed.isdisjoint(measure.words.bag)
            or (measure.sentence.kind == "cell" and self._named_in_row(measure.sentence))
            or any(evidence.has_owner(words) for words in self._beside(measure))
        )

    def _named_in_row(self, cell: Sentence) -> bool:
        return any(
            evidence.is_name(other.text)
            for other in self.document.beside(cell)
            if other.kind == "cell" and other.item == cell.item and not other.quoted
        )

    def dated(self, measure: Statement) -> bool:
        """Whether a day is named for the measure, in it or beside it."""
        return measure.date or any(evidence.has_date(words) for words in self._beside(measure))

    def proven(self, measure: Statement) -> bool:
        """Whether a figure, a record or a document stands in the measure or beside it."""
        return measure.proof or any(evidence.has_proof(words) for words in self._beside(measure))

    def _beside(self, measure: Statement) -> list[Words]:
        """The rest of the same list item, table row or paragraph as far as it belongs to the measure."""
        if self._taken is None:
            told = (*self.measures, *self.causes, *self.symptoms)
            self._taken = self.faulty.union(id(other.sentence) for other in told)
        sentence = measure.sentence
        if sentence.index not in self._near:
            self._near[sentence.index] = [
                Words(plain(other.text), other.folded)
                for other in self.document.beside(sentence)
                if not other.quoted
                and id(other) not in self._taken
                and (
                    other.block is sentence.block or (other.item is not None and other.item == sentence.item)
                )
            ]
        return self._near[sentence.index]

    @property
    def annexed(self) -> bool:
        """Whether documents are listed apart from the measures, as in a last section."""
        measures = {id(measure.sentence) for measure in self.measures}
        return any(
            s.proof and s.sentence.role == "evidence" and id(s.sentence) not in measures | self.faulty
            for s in self.statements
        )

    @property
    def one_person(self) -> bool:
        """Whether the author says to work alone: then "I" is the owner of everything."""
        return any(_ALONE.search(s.folded) or _ALL_OWNED.search(s.folded) for s in self.document.sentences)


def read(document: Document, flagged: Mapping[int, Set[str]], *, judged: bool = True) -> Reading:
    """Read ``document``; ``flagged`` gives, by sentence index, the sentence rules that were raised there.

    ``judged`` is false for a text that is too long to be an appeal: it has no statements then.
    """
    said = statements.read(document) if judged else []
    answered = _answered(document, said, flagged)
    flagged = {
        index: set(rules) - {"unknown-cause"} if index in answered else rules
        for index, rules in flagged.items()
    }
    flagged = {index: rules for index, rules in flagged.items() if rules}
    raised = set().union(*flagged.values())
    # Who pleads ignorance and blames others has rarely stated a failing: it must be said clearly then.
    strict = bool({"unknown-cause", "blame-third-party"} & raised)
    causes: list[Statement] = []
    symptoms: list[Statement] = []
    clean: list[Statement] = []
    faulty = frozenset(id(document.sentences[index]) for index in flagged if index >= 0)
    for statement in said:
        rules = flagged.get(statement.sentence.index, ())
        folded = statement.sentence.folded
        if statement.sentence.index in answered:
            continue
        leads = announces(folded)
        if not leads and is_symptom(statement, folded):
            symptoms.append(statement)
            continue
        answer = statement.sentence.index - 1 in answered and _is_answer(statement, folded)
        if (
            not leads
            and NO_CAUSE.isdisjoint(rules)
            and (answer or states_cause(statement, folded, strict=strict))
        ):
            causes.append(statement)
        if NO_MEASURE.isdisjoint(rules) and not _is_decision(statement):
            clean.append(statement)
    causes = _counted_off(said, causes, symptoms, flagged)
    done = [s for s in clean if s.corrective >= _DONE or _barely_done(s)]
    standing = [s for s in clean if s.preventive >= _STANDING or _stands(s)]
    measures = [s for s in clean if s.measure >= _MEASURE]
    if len(measures) < _FEW:
        # A thin text states its measures barely: what comes nearest to one is taken for one.
        measures = [
            s
            for s in clean
            if s.measure >= _MEASURE
            or (
                s.measure >= _BARE
                and s.measure > s.cause
                and s.sentence.role not in ("opening", "closing")
                and s not in causes
                and id(s.sentence) not in faulty
            )
            or s in done
        ]
    if not measures:
        vague = ("vague-measure", "weak-commitment")
        measures = [
            s
            for s in said
            if s.measure >= _BARE
            and not _is_decision(s)
            and s.sentence.role not in ("opening", "closing")
            and not flagged.get(s.sentence.index, set()) - {*vague}
            and s not in causes
        ][:3]
    nothing = next((s for s in document.sentences if not s.quoted and _NOTHING_DONE.search(s.folded)), None)
    return Reading(
        document, judged, said, causes, done, standing, measures, symptoms, nothing, faulty, answered
    )


def _counted_off(
    said: list[Statement],
    causes: list[Statement],
    symptoms: list[Statement],
    flagged: Mapping[int, Set[str]],
) -> list[Statement]:
    """The causes with those that the author counts off beside them: where "second" tells one, "first" does too."""
    counted = [s for s in said if begins_another(s.sentence.folded)]
    # What stands right before "we also kept ..." is the cause that this one is added to.
    before = {s.sentence.index - 1 for s in counted if s in causes}
    counted += [s for s in said if s.sentence.index in before and is_practice(s.sentence.folded)]
    announced = any(ANNOUNCED.search(s.sentence.folded) for s in said)
    if not announced and not any(s in causes for s in counted) and not (causes and counted):
        return causes
    more = [
        s
        for s in counted
        if s not in causes
        and s not in symptoms
        and (
            s.cause >= (_ANNOUNCED_CAUSE if announced else _ENUMERATED_CAUSE)
            or (s.cause >= _ANNOUNCED_CAUSE and gives_reason(s.sentence.folded))
        )
        and s.measure < 0.5
        and NO_CAUSE.isdisjoint(flagged.get(s.sentence.index, ()))
        and not statements.promises(s.words)
        and not is_theirs(s.sentence.folded)
    ]
    return sorted([*causes, *more], key=lambda s: s.sentence.index)


def _answered(document: Document, said: list[Statement], flagged: Mapping[int, Set[str]]) -> frozenset[int]:
    """The questions that the author answers right beside them, as in « Pourquoi ? Parce que ... »: no one is left open."""
    by_index = {statement.sentence.index: statement for statement in said}
    found: set[int] = set()
    for sentence in document.sentences:
        if sentence.quoted or not sentence.folded.rstrip(" \"'").endswith("?"):
            continue
        answer = document.next(sentence)
        if answer is None or answer.quoted or answer.folded.rstrip(" \"'").endswith("?"):
            continue
        if not NO_CAUSE.isdisjoint(flagged.get(answer.index, ())) or UNEXPLAINED.search(answer.folded):
            continue
        statement = by_index.get(answer.index)
        told = statement is not None and states_cause(statement, answer.folded, strict=False)
        if _BECAUSE.match(answer.folded) or (told and _WHY.search(sentence.folded)):
            found.add(sentence.index)
    return frozenset(found)


def _is_decision(statement: Statement) -> bool:
    """Whether the sentence tells of the account's suspension, and of nobody who does anything."""
    return not statement.owner and _DECIDED.match(statement.sentence.folded) is not None


def _is_answer(statement: Statement, folded: str) -> bool:
    """Whether the answer to "why?" may be a failing: it begins with "because", and not with what others did."""
    return statement.cause >= 0.12 and _BECAUSE.match(folded) is not None and not is_theirs(folded)


def _stands(statement: Statement) -> bool:
    """Whether a measure runs on: from a day on, or somebody does it so and so often."""
    folded = statement.sentence.folded
    if statement.cause >= 0.15 or statements.promises(statement.words):
        return False
    if statement.measure >= 0.5 and _ONWARDS.match(folded):
        return True
    return statement.owner and statement.corrective < 0.4 and _DOES_OFTEN.search(folded) is not None


def _barely_done(statement: Statement) -> bool:
    """Whether a bare "was closed", « a été fermée » tells of something done, with no date or detail that would prove it."""
    folded = statement.sentence.folded
    if statement.measure < 0.12 or statement.cause >= 0.45 or statements.promises(statement.words):
        return False
    told = _DONE_FORM.search(folded) is not None or (
        statement.measure >= 0.25 and _HAVE_DONE.search(folded) is not None
    )
    return told and NEGLECT.search(folded) is None
