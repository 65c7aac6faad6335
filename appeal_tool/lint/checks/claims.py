"""What the text claims of the account's state, its metrics, feedback, punctuality, against what the data refute."""

from __future__ import annotations

import re
from collections.abc import Iterator

from appeal_tool.account.model import POLICY_COUNTERS, Metric
from appeal_tool.diagnosis.intervals import beyond_chance
from appeal_tool.diagnosis.model import JudgedMetric
from appeal_tool.guide.lint_rules import LintRule
from appeal_tool.lint.checks.account_facts import shown
from appeal_tool.lint.checks.figure_time import after_data
from appeal_tool.lint.finding import Finding, Level
from appeal_tool.lint.lazy import Lazy
from appeal_tool.lint.options import LintOptions
from appeal_tool.lint.raising import about
from appeal_tool.lint.text import Document

_GOOD = (
    r"(?:excellent\w*|perfect\w*|parfait\w*|irreprochable\w*|exemplaire\w*|exemplary|very good|good|great|healthy|fine|in order|green|flawless|impeccable\w*|outstanding|positive|positi(?:fs?|ves?)"
    r"|tres bon\w*|bons?\b|bonnes?\b|sains?|saines?|au vert|verts?|respecte\w*|conformes?|within (?:the |your |all )?(?:targets?|limits?|requirements?)|(?:on|above|below|under|inside) (?:the |your )?(?:targets?|limits?|threshold)|met\b"
    r"|dans (?:les|vos) (?:objectifs?|limites?|normes?|clous)|sous (?:le|les|vos) (?:seuils?|limites?)|sous controle|under control|maitrise\w*|au-dessus de tout)"
)
_METRICS_WORD = r"(?:metrics|indicators|kpis?|numbers|figures|statistics|stats|performance|account health|indicateurs(?: cles)?|chiffres|statistiques|performances?|notre compte|our account|my account|mon compte)"
_FEEDBACK_WORD = r"(?:feedback|reviews?|ratings?|evaluations?|avis|notes?|commentaires?|notation)"
_NOT = Lazy(
    r"\b(?:not|n't|never|no longer|ne|n'|pas|plus|were not|n'etai\w+|was|were|etai(?:t|ent)|until|jusqu'|before|avant|(?<!you )will|sera|seront|to be|afin|so that|pour que|if|si|whether|once|when|quand|lorsqu\w*|again|de nouveau|a nouveau|since|depuis|must|should|doit|doivent)\b|n't\b"
)
_CLAUSE = Lazy(r"[,:;(]|\b(?:and|et|but|mais|because|car|that)\b|\bqu(?:e\b|')")
"""Where the clause begins that claims something: what stands before it speaks of something else."""
_SOUGHT = Lazy(
    r"\b(?<!you )(?<!you can )(?<!vous pouvez )(?<!vous )(?:ensur\w+|see to it|make sure|check\w*|verif\w*|watch\w*|want\w*|hope\w*|wish\w*|aim\w*|so that|until|once|pour que|afin que|veill\w+|assur\w+|control\w+|surveill\w+|voul\w+|souhait\w+|esper\w+|attend\w+)\b"
)
"""What is looked after or wished for is not claimed."""
_OTHER_TIME = Lazy(
    r"^\W*(?:since|depuis|before|avant|until|jusqu\w*|from|by|des|a partir d\w*|after|apres|as of|en|in) (?:then|lors|cela|\w+ )?(?:\w+ ){0,2}?(?:\d|then|lors|janv|fevr|febr|mars|march|avri|apri|mai|may|juin|june|juil|july|aou|augu|sept|octo|nove|dece)"
)
_BETWEEN = r"(?:[^.;:!?]{0,60}?)"
_CLAIMS: tuple[tuple[tuple[str, ...], Lazy], ...] = tuple(
    (metrics, Lazy(pattern))
    for metrics, pattern in (
        ((), rf"\b{_METRICS_WORD}\b{_BETWEEN}\b(?:are|is|remain\w*|have|sont|est|restent|reste|demeurent|ont|gere\w*|run|managed|kept|all|all of them)\b{_BETWEEN}\b{_GOOD}"),
        ((), r"\b(?:none of our (?:metrics|indicators)|no (?:metric|indicator)|aucun (?:de nos )?indicateurs?)\b[^.;]{0,40}\b(?:missed|bad|above|below|red|over|rouge|depasse|mauvais|hors|manque)"),
        ((), r"\b(?:we|nous|je|i|on)\b[^.;]{0,20}\b(?:meet|respect\w*|fulfil\w*|reach|atteign\w*|tenons|remplissons)\b[^.;]{0,30}\b(?:all|every|tous|toutes|l'ensemble)\b[^.;]{0,30}\b(?:targets?|objectifs?|metrics?|indicateurs?|requirements?|exigences?|standards?)"),
        (("negative_feedback_rate", "order_defect_rate"), rf"\b{_FEEDBACK_WORD}\b{_BETWEEN}\b(?:are|is|speak|remain\w*|sont|est|restent|parlent)\b{_BETWEEN}\b{_GOOD}"),
        (("negative_feedback_rate", "order_defect_rate"), r"\b(?:excellent\w*|perfect|outstanding|only positive|nothing but (?:good|positive|praise)|que de (?:bonnes|bons)|uniquement (?:de )?(?:bonnes|bons)) (?:feedback|reviews|ratings|evaluations|avis|notes|commentaires)"),
        (("negative_feedback_rate",), r"\b(?:no|not (?:a single|one)|never (?:had|received|got) (?:an?|any|one)|without (?:an?|any)|aucune?|pas une? seule?|jamais (?:eu|recu) (?:d'|une?|de)) ?(?:negative (?:feedback|review|rating)|(?:evaluation|avis|commentaire|note) negati)"),
        (("a_to_z_claim_rate",), r"\b(?:no|not (?:a single|one)|never (?:had|received|got) (?:an?|any|one)|aucune?|pas une? seule?|jamais (?:eu|recu) (?:d'|une?|de)) ?(?:a[- ]to[- ]z |a-z |guarantee )?(?:claim|reclamation)"),
        (("late_shipment_rate",), r"\b(?:always|toujours|every order|all (?:our )?orders|toutes (?:nos |les )?commandes)\b[^.;]{0,40}\b(?:on time|in time|within the|a temps|dans les (?:delais|temps)|punctual\w*|a l'heure)|\b(?:never|jamais) (?:\w+ ){0,3}(?:late|en retard|de retard)|\b(?:no|not a single|aucune?|pas une? seule?) (?:late (?:shipment|order|parcel)|(?:commande|expedition|colis|retard)(?: \w+){0,2}(?: en retard)?\b)"),
        (("cancellation_rate",), r"\b(?:never|jamais) (?:\w+ ){0,2}(?:cancel\w*|annul\w*)|\b(?:no|not a single|aucune?|pas une? seule?) (?:order (?:was |has been )?cancel\w*|cancellation|commande (?:n'a ete )?annulee|annulation)"),
        (("response_under_24h_rate", "late_response_rate"), r"(?:(?<!to )\b(?:answer|reply|respond)|\brepond(?:ons|s|ent|ez)?|\btrait(?:ons|ent)|\b(?:est|sont) (?:\w+ )?(?:traites?|repondus?)|\b(?:reponses?|repl(?:y|ies)|answers?) (?:partent|part|arrivent?|sont|est|go|goes|leaves?|reach\w*|are|is))\b[^.;]{0,60}\b(?:within (?:24|twenty-four|a few|one|two|12) |(?:en moins de|sous|dans les) (?:24|vingt-quatre|12|quelques)|immediately|at once|same day|immediatement|aussitot|le jour meme|sans delai)|\b(?:all|every|tous|toutes)\b[^.;]{0,30}\b(?:messages?|e-?mails?)\b[^.;]{0,30}\b(?:answered|replied|traites|repond\w*)"),
        (("valid_tracking_rate",), r"\b(?:all|every|tous|toutes|chaque)\b[^.;]{0,40}\b(?:parcels?|orders?|shipments?|colis|commandes?|expeditions?|envois?)\b[^.;]{0,30}\b(?:track\w*|suivis?|suivies?)\b"),
        (POLICY_COUNTERS, r"\b(?:no|never (?:had|committed|been)|not (?:a single|one)|aucune?|jamais (?:eu|commis)|pas une? seule?)\b[^.;]{0,30}\b(?:violation|infraction|policy (?:warning|complaint)|manquement)|\b(?:accord de participation|policies|reglement|politiques?|rules|regles|agreement)\b[^.;]{0,30}\b(?:(?:is|are|est|sont|a toujours ete) (?:always |fully |toujours |pleinement )?(?:respect\w*|followed|complied|observed|suivie?s?))|\b(?:always|toujours)\b[^.;]{0,30}\b(?:respect\w*|complied|followed|compl(?:y|ies))\b[^.;]{0,30}\b(?:polic|politique|reglement|rules|regles|accord)"),
    )
)  # fmt: skip
_RATE_GOOD = Lazy(
    r"\b(?:within|below|under|inside|meets?|met|conforme|respecte\w*|dans|sous|inferieur a|en dessous)\b[^.;]{0,25}\b(?:targets?|limits?|thresholds?|objectifs?|seuils?|limites?|normes?)"
)


def claims_against_data(document: Document, rule: LintRule, options: LintOptions) -> Iterator[Finding]:
    """Statements about the account's state that the data refute."""
    assert options.account is not None
    missed = _missed(options)
    if not missed:
        return
    for sentence in document.sentences:
        if sentence.quoted or sentence.kind in ("code", "heading"):
            continue
        claimed = _claimed(sentence.own[:3000])
        denied = dict.fromkeys((_refuted(claimed, missed), _flatly_denied(claimed, missed)))
        for metric in filter(None, denied):
            if after_data(sentence, missed[metric], options):
                continue
            held = (shown(m, options.lang) for m in missed[metric])
            data = "; ".join(dict.fromkeys(filter(None, held)))
            yield about(
                document,
                rule,
                sentence,
                options.lang,
                level=_level(metric, rule, options),
                variant="default" if data else "bare",
                metric=metric,
                data=data,
            )


def _level(metric: str, rule: LintRule, options: LintOptions) -> Level | None:
    """A miss that may be chance makes a warning of what would be an error."""
    judged = [m for m in options.diagnosis.metrics if m.metric.id == metric] if options.diagnosis else []
    missed = [m for m in judged if m.verdict == "missed"]
    unsure = bool(missed) and not any(m.sure or _beyond_chance(m) for m in missed)
    return "warning" if unsure and rule.level == "error" else None


def _beyond_chance(judged: JudgedMetric) -> bool:
    """Two cases of nine are few, and yet no account whose target is 1 % has them by chance."""
    return (
        judged.interval is not None
        and judged.target is not None
        and beyond_chance(judged.interval, judged.target)
    )


def _missed(options: LintOptions) -> dict[str, list[Metric]]:
    """The metrics that are not what they should be, by id; negative feedback and claims count from the first case."""
    missed: dict[str, list[Metric]] = {}
    breaches = set(options.diagnosis.breaches) if options.diagnosis is not None else set()
    if options.diagnosis is not None:
        for judged in options.diagnosis.metrics:
            if judged.verdict == "missed":
                missed.setdefault(judged.metric.id, []).append(judged.metric)
    assert options.account is not None
    for metric in options.account.metrics:
        bad = metric.stated_verdict == "missed" or metric.id in breaches
        if not bad and metric.target is not None and metric.value is not None and options.diagnosis is None:
            bad = not _meets(metric)
        if metric.id in ("negative_feedback_rate", "a_to_z_claim_rate", *POLICY_COUNTERS) and metric.count:
            bad = True
        if bad and metric not in missed.get(metric.id, []):
            missed.setdefault(metric.id, []).append(metric)
    return missed


def _meets(metric: Metric) -> bool:
    assert metric.target is not None
    assert metric.value is not None
    value, target = metric.value, metric.target.value
    return {
        "<": value < target,
        "<=": value <= target,
        ">": value > target,
        ">=": value >= target,
        "=": value == target,
    }[metric.target.comparison]


_NAMES_A_METRIC = Lazy(
    r"\b(?:indicat\w+|metrics?|taux|rates?|share|part|proportion|percentage|pourcentage|rubrique|critere|criterion|ligne|line|named|intitule\w*|appele\w*|called)\b"
    r"[^.;:\"]{0,30}?(\"[^\"]{3,80}\"| (?:of|des?|d') ?(?:messages|answers|replies|responses|reponses)[^.;:,]{0,60}?(?:24|twenty-four|vingt-quatre) ?(?:h\b|hours|heures))"
    r"|^\W*((?:messages|answers|replies|responses|reponses)[^.;:,]{0,60}?(?:24|twenty-four|vingt-quatre) ?(?:h\b|hours|heures))(?= ?[:(|\"])"
)


def _claimed(own: str) -> str:
    """The sentence without the names of metrics in it: to name what is measured claims nothing; the same length."""
    return _NAMES_A_METRIC.sub(lambda match: " " * len(match.group()), own)


_TRIES = 4
"""Places of one claim in a sentence that are looked into: "our account will show that our metrics are good" has two."""


def _stands(folded: str, metrics: tuple[str, ...], pattern: Lazy) -> re.Match[str] | None:
    """The first place where the claim is made and nothing takes it back."""
    start = 0
    for _ in range(_TRIES):
        match = pattern.search(folded, start)
        if match is None:
            return None
        start = match.start() + 1
        denies = metrics and _OWN_DENIAL.search(match.group())
        if denies and re.search(r"\b(?:since|depuis|will|desormais|from now|plus jamais)\b", folded):
            return None
        if denies or not _is_taken_back(folded, match.start(), match.end()):
            return match
    return None


def _is_taken_back(folded: str, begin: int, end: int) -> bool:
    """Whether the clause of the claim, or the day that the sentence begins with, says that it holds at another time or is wished for."""
    before = folded[:begin]
    clause = max((found.end() for found in _CLAUSE.finditer(before)), default=0)
    return (
        _NOT.search(folded[max(clause, begin - 60) : end]) is not None
        or _SOUGHT.search(before) is not None
        or _OTHER_TIME.search(before) is not None
    )


def _refuted(folded: str, missed: dict[str, list[Metric]]) -> str | None:
    """The metric that refutes the sentence, ``None`` if nothing does."""
    for metrics, pattern in _CLAIMS:
        match = _stands(folded, metrics, pattern)
        if match is None:
            continue
        if not metrics:
            serious = [m for m in missed if m not in ("negative_feedback_rate", "a_to_z_claim_rate")]
            return (serious or list(missed))[0]
        found = next((m for m in metrics if m in missed), None)
        if found is not None:
            return found
    from appeal_tool.lint.topics import metrics as named

    if _RATE_GOOD.search(folded) and not _NOT.search(folded) and not _SOUGHT.search(folded):
        return next((m for m, _, _ in named(folded) if m in missed), None)
    return None


_OVER = r"(?:exceed\w*|gone (?:over|above|beyond|past)|been (?:above|over|beyond|higher than)|pass\w*|crossed|missed|depass\w*|franchi\w*|excede\w*|manqu\w*|ete (?:au-dessus|superieur\w*))"
_UNDER = r"(?:below|under|within|beneath|inside|less than|lower than|better than|sous|en dessous|en deca|inferieur\w*|moins de|dans)"
_ABOVE = r"(?:above|over|at least|more than|higher than|beyond|au-dessus|superieur\w*|plus de|au moins)"
_LIMIT = r"(?P<limit>targets?|limits?|thresholds?|objectifs?|seuils?|limites?|maximum|cible|\d+(?:[.,]\d+)? ?(?:%|per ?cent|pour ?cent))"
_LASTING = r"(?:always|constantly|at all times|throughout|consistently|ever since|stayed|remained|kept|toujours|constamment|en permanence|reste\w*|demeure\w*|de tout temps|a tout moment)"
_FLAT = (
    ("over", Lazy(rf"\b(?:never|not once|at no time|jamais|a aucun moment|pas une (?:seule )?fois)\b[^.;]{{0,60}}?\b{_OVER}\b[^.;]{{0,30}}?\b{_LIMIT}")),
    ("under", Lazy(rf"\b{_LASTING}\b[^.;]{{0,25}}?\b{_UNDER}\b[^.;]{{0,25}}?{_LIMIT}")),
    ("under", Lazy(rf"\b(?:never|jamais)\b[^.;]{{0,15}}\b{_ABOVE}\b[^.;]{{0,20}}?{_LIMIT}")),
    ("above", Lazy(rf"\b{_LASTING}\b[^.;]{{0,25}}?\b{_ABOVE}\b[^.;]{{0,25}}?{_LIMIT}")),
)  # fmt: skip
"""A rate said never to have gone over a limit, or always to have stayed on the right side of it."""
_LOW_IS_BAD = frozenset(
    (
        "valid_tracking_rate",
        "on_time_delivery_rate",
        "unit_on_time_delivery_rate",
        "response_under_24h_rate",
        "perfect_order_rate",
        "account_health_rating",
    )
)
_GOODS = (
    r"(?:orders?|parcels?|shipments?|packages?|dispatches|commandes?|colis|expeditions?|envois?|paquets?)"
)
_ON_TIME = r"(?:on time|in time|on schedule|punctually|a temps|a l'heure|dans les (?:temps|delais)|en temps voulu|ponctuellement)"
_ALL_ON_TIME = Lazy(
    rf"\b(?:all|every|each|toutes?|tous|chaque)\b[^.;]{{0,20}}\b{_GOODS}\b[^.;]{{0,40}}\b{_ON_TIME}\b"
    rf"|\b{_GOODS}\b[^.;]{{0,25}}\b(?:all|always|every one|without exception|toutes|tous|toujours|sans exception)\b[^.;]{{0,30}}\b{_ON_TIME}\b",
    needs="time|schedule|punctual|temps|heure|delais|ponctuel",
)
_ANOTHER_TIME = Lazy(
    r"\b(?:since|depuis|until|till|jusqu'\w*|before|avant|will|shall|would|sera|seront|from now|desormais|now on|plus jamais|if|si|so that|afin|pour que|must|should|doit|doivent|want|voulons|again|a nouveau|de nouveau|not all|not every|pas tou\w+|n'etai\w+ pas|weren't|were not|sauf|except)\b"
)


def _flatly_denied(folded: str, missed: dict[str, list[Metric]]) -> str | None:
    """The missed metric of which the sentence says that it has always been as it should."""
    if _ANOTHER_TIME.search(folded):
        return None
    if "late_shipment_rate" in missed and _ALL_ON_TIME.search(folded):
        return "late_shipment_rate"
    from appeal_tool.lint.topics import metrics as named

    spoken = sorted((begin, metric) for metric, begin, _ in named(folded))
    for way, pattern in _FLAT if spoken else ():
        for match in pattern.finditer(folded):
            before = [metric for begin, metric in spoken if begin < match.start("limit")]
            metric = before[-1] if before else spoken[0][1]
            if metric not in missed or (metric in _LOW_IS_BAD and way == "over"):
                continue
            if (way == "above") == (metric in _LOW_IS_BAD) and _on_wrong_side(
                match["limit"], missed[metric], low_is_bad=metric in _LOW_IS_BAD
            ):
                return metric
    return None


def _on_wrong_side(limit: str, held: list[Metric], *, low_is_bad: bool) -> bool:
    """Whether the data are beyond a limit in per cent; what is named a target without a figure is missed anyway."""
    if not limit[0].isdigit():
        return True
    said = float(re.sub(r"[^\d.]", "", limit.replace(",", "."))) / 100
    values = [metric.value for metric in held if metric.value is not None]
    return any(value < said if low_is_bad else value >= said for value in values)


_OWN_DENIAL = Lazy(r"^(?:no|not|never|without|aucun|pas|jamais)|\b(?:never|jamais|not a single|no|aucune?)\b")
