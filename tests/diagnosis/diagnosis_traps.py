"""Ways to be misled: accounts in which something looks like a cause, a breach or a stage and is none."""

from __future__ import annotations

from typing import Any

OK = ("order_defect_rate 2/2455 60d <0.01", "cancellation_rate 0/129 7d <0.025")
ODR = "order_defect_rate 22/1019 60d <0.01"

# Comments on an account whose defect rate is missed: none of them names a cause.
HARMLESS = (
    # praise with bad words
    "2 Aucune contrefaçon, produit d'origine",
    "1 Pas de contrefaçon ici, rien à redire",
    "2 Not a fake, it is genuine",
    "1 No counterfeit here",
    "1 100% authentic",
    "2 Sans aucun retard",
    "2 Aucun retard, parfait",
    "1 Arrived early, never late",
    "2 Ce n'est pas un article d'occasion",
    "2 Je n'ai jamais eu de problème avec ce vendeur",
    "1 Rien de cassé, tout est arrivé intact",
    "2 Nothing broken, well packed",
    "2 Pas défectueux",
    "1 Not defective at all",
    "2 Il ne manque rien",
    "2 Nothing missing",
    "2 Le vendeur répond vite et bien",
    "1 Quick reply, thank you",
    "1 Le vendeur m'a remboursé",
    "2 Refunded promptly",
    "2 Produit jamais utilisé, neuf",
    "1 Un produit sans danger",
    "1 Not dangerous",
    # words with another meaning
    "2 I am used to wearing a heavier jacket",
    "2 À l'occasion de Noël, merci",
    "2 Faux cuir comme annoncé",
    "2 Fake fur as described",
    "2 Une explosion de saveurs",
    "1 Used it every day, great",
    "2 Un faux problème, tout va bien",
    # fears, other sellers, the buyer's own mistake
    "2 J'avais peur d'une contrefaçon mais c'est un vrai",
    "2 I was afraid it was counterfeit but it is real",
    "1 I was worried about fakes, this one is genuine",
    "2 Contrairement à un autre vendeur qui envoyait des contrefaçons",
    "2 Another seller sold me a fake",
    "1 Je me suis trompé, j'ai commandé la mauvaise taille",
    "1 My mistake, I ordered the wrong size",
    "2 J'ai changé d'avis, article non conforme à mes goûts",
    # quotations and older mails
    "2 Le vendeur écrit « produit contrefait » dans son annonce, quelle idée",
    '2 The box says "not a counterfeit item" in large letters',
    "1 > Le vendeur ne répond pas\nTout est réglé",
    # stars that are no complaint, or not the seller's
    "5 Contrefaçon, jamais reçu, ne répond pas",
    "4 Livraison en retard",
    "5 I thought it was a fake",
    "1! Article jamais reçu",
    "1! Le colis est arrivé en retard",
    # too old
    "1@900 ATTENTION PRODUIT CONTREFAIT",
    "1@500 Jamais reçu",
    # nothing to read
    "1",
    "1 !!!",
    "2 👎👎👎",
    "1 <script>alert('jamais')</script>",
    "3 Normal, comme cela doit être au minimum.",
)

# name: (account, breaches, stage, a cause that must not be found or None)
TRAPS: dict[str, tuple[dict[str, Any], tuple[str, ...], str, str | None]] = {
    "no orders": (
        {"metrics": ["order_defect_rate 0/0 60d <0.01", "cancellation_rate 0/0 7d <0.025"]},
        (),
        "healthy",
        "cancellation",
    ),
    "no orders but a printed rate": (
        {"metrics": ["late_shipment_rate 0/0=0 30d <0.04"]},
        (),
        "healthy",
        "late-shipment",
    ),
    "no target": ({"metrics": ["refund_rate 56/400 90d"]}, (), "healthy", "customer-service"),
    "parts of the defect rate have no target": (
        {
            "metrics": [
                "negative_feedback_rate 40/100 60d",
                "a_to_z_claim_rate 30/100 60d",
                "chargeback_rate 9/100 60d",
            ]
        },
        (),
        "healthy",
        None,
    ),
    "nobody wrote": (
        {"metrics": ["response_under_24h_rate 0=0 7d >0.9", "late_response_rate 0=0 7d <=0.1"]},
        (),
        "healthy",
        "customer-service",
    ),
    "not applicable": ({"metrics": ["response_under_24h_rate 0 7d >0.9"]}, (), "healthy", "customer-service"),
    "exactly on a strict target is missed": (
        {"metrics": ["order_defect_rate 10/1000 60d <0.01"]},
        ("order_defect_rate",),
        "at-risk",
        None,
    ),
    "exactly on a lenient target is met": (
        {"metrics": ["valid_tracking_rate 95/100 30d >=0.95"]},
        (),
        "healthy",
        "valid-tracking",
    ),
    "rounding hides a met target": (
        {"metrics": ["order_defect_rate 10/1005=0.01 60d <0.01"]},
        (),
        "healthy",
        None,
    ),
    "rounding hides a missed target": (
        {"metrics": ["cancellation_rate 26/1000=0.025 7d <0.025"]},
        ("cancellation_rate",),
        "at-risk",
        None,
    ),
    "the source calls a small volume good": (
        {"metrics": ["on_time_delivery_rate 3/7 30d >=0.97 met"]},
        (),
        "healthy",
        "on-time-delivery",
    ),
    "the source calls a large volume good": (
        {"metrics": ["unit_on_time_delivery_rate 8848/10000 14d >=0.9 met"]},
        (),
        "healthy",
        "on-time-delivery",
    ),
    "the source calls a met target missed": (
        {"metrics": ["late_shipment_rate 1/900 30d <0.04 missed"]},
        ("late_shipment_rate",),
        "at-risk",
        None,
    ),
    "the source does not judge": (
        {"metrics": ["late_shipment_rate 90/900 30d <0.04 not-judged"]},
        (),
        "healthy",
        "late-shipment",
    ),
    "another marketplace": (
        {"metrics": ["cancellation_rate 40/500 7d <0.025 at A1PA6795UKMFR9"]},
        (),
        "healthy",
        "cancellation",
    ),
    "a notice of another marketplace": (
        {"notices": ["late-shipment-rate stage suspended at A1PA6795UKMFR9"], "metrics": OK},
        (),
        "healthy",
        "late-shipment",
    ),
    "an old page beside a new one": (
        {"metrics": ["cancellation_rate 40/500 7d <0.025 ago 400", "cancellation_rate 1/500 7d <0.025"]},
        (),
        "healthy",
        "cancellation",
    ),
    "the long window still looks back": (
        {"metrics": ["cancellation_rate 40/500 30d <0.025", "cancellation_rate 0/90 7d <0.025"]},
        ("cancellation_rate",),
        "at-risk",
        None,
    ),
    "claims that are not the seller's fault": (
        {"metrics": [ODR], "claims": ["!Article non reçu", "!Article non reçu"]},
        ("order_defect_rate",),
        "at-risk",
        "not-received",
    ),
    "chargebacks of fraud": ({"metrics": OK, "chargebacks": 4}, (), "healthy", "customer-service"),
    "perfect orders under their mark": (
        {"metrics": ["perfect_order_rate 700/1000 90d >=0.95"]},
        ("perfect_order_rate",),
        "healthy",
        None,
    ),
    "late answers only": (
        {"metrics": ["late_response_rate 90=0.5 30d <=0.1"]},
        ("late_response_rate",),
        "healthy",
        "late-shipment",
    ),
    "on-time rate without a standard there": (
        {"metrics": ["on_time_delivery_rate 400/900 30d"]},
        (),
        "healthy",
        "on-time-delivery",
    ),
    "counter at zero with a strict target": (
        {"metrics": ["listing_policy_violations 0 180d <0"]},
        (),
        "healthy",
        "listing-policy",
    ),
    "rating at its lowest healthy": ({"metrics": ["account_health_rating =200 >=200"]}, (), "healthy", None),
    "rating just below": (
        {"metrics": ["account_health_rating =199"]},
        ("account_health_rating",),
        "at-risk",
        None,
    ),
    "returns that are the buyer's choice": (
        {
            "metrics": [ODR],
            "returns": [
                "CR-UNWANTED_ITEM",
                "CR-ORDERED_WRONG_ITEM",
                "NO_LONGER_NEEDED",
                "FOUND_BETTER_PRICE",
            ],
        },
        ("order_defect_rate",),
        "at-risk",
        "not-as-described",
    ),
    "a status that settled the notice": (
        {"notices": ["inauthentic stage suspended ago 60"], "settled": 5, "status": "normal", "metrics": OK},
        (),
        "healthy",
        "cancellation",
    ),
    "count above its total": (
        {"metrics": ["late_shipment_rate 50/10=0.01 30d <0.04"]},
        (),
        "healthy",
        "late-shipment",
    ),
}
