"""Words by which sellers speak of metrics and causes, in French and English (on folded text)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_METRICS: dict[str, str] = {
    "order_defect_rate": r"order defect rate|\bodr\b|defect rate|taux de commandes? defectueuses?|taux de defaut|\btcd\b",
    "negative_feedback_rate": r"negative feedback rate|taux d'evaluations? negatives?",
    "a_to_z_claim_rate": r"a-?(?: ?to ?|-to-)-?z (?:guarantee )?claims? rate|taux de reclamations?(?: au titre de la garantie)?(?: a ?(?:-|a|to|-a-) ?z)?",
    "chargeback_rate": r"chargeback rate|taux de contestations?(?: de prelevement)?",
    "cancellation_rate": r"cancel+ation rate|pre-?fulfil+ment cancel\w* rate|\bcr\b|taux d'annulations?",
    "late_shipment_rate": r"late shipment rate|\blsr\b|late dispatch rate|taux d'expeditions? (?:en retard|tardives?)|taux de retards?(?: d'expedition)?",
    "refund_rate": r"refund rate|taux de remboursements?",
    "response_under_24h_rate": r"(?:share of )?(?:messages|answers|replies|responses) (?:answered |given |sent )?(?:with)?in (?:24|twenty-four) hours|response (?:time )?rate|temps de reponse inferieur a 24|(?:messages|reponses) (?:traites? |envoyees? |repondus )?(?:en moins de|sous|dans les) 24",
    "late_response_rate": r"late (?:response|answer|reply)(?: rate)?|(?:taux de )?reponses? (?:en retard|tardives?)",
    "perfect_order_rate": r"perfect order(?:s| rate| percentage)|commandes? parfaites?",
    "valid_tracking_rate": r"valid tracking(?: rate)?|\bvtr\b|taux de (?:numeros? de )?suivi(?:s)? valides?|taux de suivi",
    "on_time_delivery_rate": r"on-?time delivery(?: rate)?|\botdr\b|taux de livraisons? (?:a temps|dans les (?:delais|temps)|ponctuelles?)",
    "invoice_defect_rate": r"invoice defect rate|\bidr\b|taux de (?:defauts? de facturation|factures? (?:manquantes?|defectueuses?|en defaut))",
    "account_health_rating": r"account health rating|\bahr\b|(?:note|evaluation|indice) (?:de l'etat|de sante) du compte",
}
_COUNTED: dict[str, str] = {
    "negative_feedback_rate": r"negative (?:feedbacks?|reviews?|ratings?|evaluations?)|(?:evaluations?|avis|commentaires?) negati(?:fs?|ves?)",
    "a_to_z_claim_rate": r"(?:a-?(?: ?to ?|-to-)-?z (?:guarantee )?claims?|a ?(?:-|a|to|-a-) ?z claims?|reclamations?(?: au titre| a(?: a|-a)?[ -]z| garantie))",
    "chargeback_rate": r"chargebacks?|contestations? de prelevement",
    "cancellation_rate": r"(?:order )?cancel+ations?|(?:orders? )?(?:(?:were|was|have been|had been|that we) )?cancel+ed|commandes? (?:ont ete |a ete |avaient ete |que nous avons )?annulees?|annulations?",
    "late_shipment_rate": r"late (?:shipments?|dispatches)|(?:orders?|parcels?) (?:(?:were|was|have been|left|went out|shipped) )?(?:shipped |dispatched |sent )?late|(?:commandes?|colis|expeditions?) (?:ont ete |sont parti\w* |expedie\w* |parti\w* )?en retard|retards? d'expedition",
    "order_defect_rate": r"defective orders|orders? with a defect|commandes? defectueuses?",
}
CAUSES: dict[str, str] = {
    "customer-service": r"messages?|e-?mails?|repl(?:y|ies|ied)|answer\w*|respon[sd]\w*|repond\w*|repons\w*|service client|customer service|contact\w*|inbox|boite",
    "late-shipment": r"late\b|delay\w*|retards?|tard(?:if|ive)\w*|dispatch\w*|ship\w*|exped\w*|handling|delai|promis\w*|prepar\w*|pack\w*|emball\w*|pick\w*|backlog|overdue|on time|in time|cut-?off|collect\w*|depart\w*|sent out|posted|a temps|a l'heure|heure limite|enlevement\w*|ramass\w*|parti(?:s|es?|r|ent)?\b|en attente",
    "not-received": r"not receiv\w*|never (?:arrived|received|got)|non[- ]recept\w*|non[- ]recu\w*|pas (?:recu|arrive)\w*|jamais (?:recu|arrive)\w*|lost|perdu\w*|livr\w*|deliver\w*|recu\b",
    "valid-tracking": r"track\w*|suivi\w*|scan\w*",
    "on-time-delivery": r"on[- ]time|deliver\w*|livr\w*|promis\w*|delais?|arriv\w*",
    "cancellation": r"cancel\w*|annul\w*|stock\w*|rupture\w*|out of stock|oversold|survent\w*",
    "not-as-described": r"described|descri\w*|listing\w*|fiches?|annonces?|conform\w*|photos?|wrong (?:item|size|model|colour|color)|mauvais\w*|erreur\w*|different",
    "defective": r"defect\w*|defaut\w*|broken|casse\w*|panne\w*|faulty|damaged|endommag\w*|fonctionn\w*|fail\w*",
    "used-sold-as-new": r"used|new|opened|returns?|occasion|neufs?|neuves?|ouvert\w*|deballe\w*|retour\w*|usage\w*",
    "inauthentic": r"authentic\w*|counterfeit\w*|genuine|fake|invoice\w*|supplier\w*|contrefa\w*|authentiq\w*|factures?|fournisseur\w*|brand\w*|marques?",
    "intellectual-property": r"trade ?mark\w*|copyright\w*|patent\w*|intellectual|rights? owner\w*|infring\w*|brand\w*|logo\w*|marques?|brevet\w*|propriete|droits?|contrefa\w*|licen[cs]\w*",
    "restricted-product": r"restrict\w*|prohibit\w*|approv\w*|banned|pesticide\w*|interdit\w*|autoris\w*|reglement\w*|biocide\w*|categor\w*",
    "product-safety": r"safe\w*|secur\w*|recall\w*|rappel\w*|danger\w*|injur\w*|bless\w*|test reports?|rapports? d'essai|fire|burn\w*|ce marking|marquage|hot\b|chauff\w*",
    "listing-policy": r"listing\w*|titles?|titres?|images?|variation\w*|detail pages?|fiches?|annonces?|asin\w*",
    "review-manipulation": r"reviews?|commentaires?|avis|evaluations?|feedback\w*|ratings?|cards?|cartes?|ranking|classement",
    "buyer-diversion": r"divert\w*|website|web ?site|site|flyer\w*|coupon\w*|redirect\w*|redirig\w*|detourn\w*|cartes?|prospectus|adresses?|own shop|e-?mail\w*",
    "related-accounts": r"related|linked|(?:other|second|another|two) account\w*|comptes? lies?|(?:autre|second|deuxieme|deux) comptes?|multiple account\w*|plusieurs comptes",
    "drop-shipping": r"drop[- ]?ship\w*|retailer\w*|wholesaler\w*|packing slips?|seller of record|revendeur\w*|detaillant\w*|grossiste\w*|fournisseur\w*|bons? de livraison|third[- ]part\w*",
    "verification": r"verif\w*|documents?|identity|identite|bills?|factures?|address\w*|adresses?|justificatif\w*|passport|passeport|kbis|bank\w*|banque",
    "early-confirmation": r"confirm\w*|before (?:it|they|the parcel)|a l'avance|avant (?:le depart|l'enlevement|remise)|scan\w*",
    "invoice-defect": r"invoic\w*|vat|factur\w*|tva",
}
"""What a text that speaks of a cause would hold: generous, since only its absence is raised."""

METRIC_CAUSES: dict[str, tuple[str, ...]] = {
    "order_defect_rate": ("not-as-described", "defective", "not-received", "inauthentic", "used-sold-as-new", "review-manipulation", "customer-service"),
    "negative_feedback_rate": ("review-manipulation", "not-as-described", "defective", "customer-service", "not-received"),
    "a_to_z_claim_rate": ("not-received", "not-as-described", "customer-service"),
    "chargeback_rate": ("not-received", "not-as-described"),
    "cancellation_rate": ("cancellation",),
    "late_shipment_rate": ("late-shipment",),
    "response_under_24h_rate": ("customer-service",),
    "late_response_rate": ("customer-service",),
    "valid_tracking_rate": ("valid-tracking",),
    "on_time_delivery_rate": ("on-time-delivery",),
    "unit_on_time_delivery_rate": ("on-time-delivery",),
    "invoice_defect_rate": ("invoice-defect",),
    "listing_policy_violations": ("listing-policy",),
    "product_authenticity_complaints": ("inauthentic",),
    "product_condition_complaints": ("used-sold-as-new", "not-as-described"),
    "product_safety_complaints": ("product-safety",),
    "received_ip_complaints": ("intellectual-property",),
    "suspected_ip_violations": ("intellectual-property",),
    "restricted_product_violations": ("restricted-product",),
    "food_and_product_safety_issues": ("product-safety",),
    "product_review_violations": ("review-manipulation",),
    "document_requests": ("verification",),
}  # fmt: skip
_EXTRA = {
    "order_defect_rate": r"defect\w*|defectueu\w*|claims?|reclamations?|feedback|evaluations?|complain\w*|plaintes?|a[- ]to[- ]z|a[- ]a?[- ]?z\b|chargeback\w*",
    "a_to_z_claim_rate": r"claims?|reclamations?|a[- ]to[- ]z|garantie",
    "negative_feedback_rate": r"feedback|evaluations?|reviews?|avis|commentaires?",
    "chargeback_rate": r"chargeback\w*|contestations?|disput\w*",
    "response_under_24h_rate": r"24",
}
NOTICE_CAUSES: dict[str, str] = {
    "late-shipment-rate": "late-shipment",
    "cancellation-rate": "cancellation",
    "valid-tracking-rate": "valid-tracking",
    "on-time-delivery-rate": "on-time-delivery",
    "invoice-defect-rate": "invoice-defect",
    "counterfeit": "inauthentic",
    "sales-rank-manipulation": "review-manipulation",
}
"""Types of notices whose cause has another name; the rest are causes themselves."""

WHOLE = re.compile(
    r"\b(?:we|i|nous|j'|on) ?(?:had|have|have had|received|got|counted|avons|avions|ai|avait|a|avons eu|avons recu|ai eu|eu|recu|compte|comptons|annule|cancel+ed)(?: \w+){0,2} ?$|\b(?:only|just|seulement|ne \w+ que|qu'|en tout|au total|in total|a total of|un total de|are|were|have been|had been|ont ete|a ete|y a eu|there (?:were|was))\b"
)


def _compiled(table: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?P<{name}>{pattern})" for name, pattern in table.items()))


_NAMED = _compiled(_METRICS)
_COUNTS = _compiled(_COUNTED)
_CAUSE_PATTERNS = {cause: re.compile(rf"\b(?:{words})") for cause, words in CAUSES.items()}
_METRIC_PATTERNS = {
    metric: re.compile(
        rf"\b(?:{'|'.join([*(CAUSES[cause] for cause in causes), *filter(None, [_EXTRA.get(metric)])])})"
    )
    for metric, causes in METRIC_CAUSES.items()
}


def metrics(folded: str) -> Iterator[tuple[str, int, int]]:
    """The metrics named in a folded sentence, with their positions; counted things count as naming their metric."""
    for pattern in (_NAMED, _COUNTS):
        for match in pattern.finditer(folded):
            if match.lastgroup:
                yield match.lastgroup, match.start(), match.end()


def counted(words: str) -> str | None:
    """The metric whose cases ``words`` (right after a number) names."""
    match = _COUNTS.search(words)
    return match.lastgroup if match and match.end() == len(words) else None


def speaks_of_cause(folded: str, cause: str) -> bool:
    """Whether a folded text speaks of ``cause`` at all; unknown causes count as spoken of."""
    pattern = _CAUSE_PATTERNS.get(cause)
    return pattern is None or pattern.search(folded) is not None


def speaks_of_metric(folded: str, metric: str) -> bool:
    """Whether a folded text speaks of what ``metric`` measures."""
    pattern = _METRIC_PATTERNS.get(metric)
    return pattern is None or pattern.search(folded) is not None
