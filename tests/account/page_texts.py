"""Texts as sellers paste them, written from the layouts that the readers describe."""

from __future__ import annotations

CUSTOMER_METRICS_FR = """\
Taux de commandes défectueuses [?]
\tÀ court terme (11 juil. 12 - 9 sept. 12) Commandes: 9\tÀ long terme (27 mai 12 - 25 août 12) Commandes: 9\tObjectif
Taux de commandes défectueuses\t22,22% (2/9)\t12,5% (1/8)\t< 1%
- Taux d'évaluations négatives [?]\t11,11% (1)\t12,5% (1)\t--
- Taux de réclamations au titre de la Garantie A à Z [?]\t22,22% (2)\t12,5% (1)\t--
- Taux de contestations de prélèvement [?]\t0% (0)\t0% (0)\t--

Indicateurs d'expérience client récents
\t7 jours (17 sept. 12 - 24 sept. 12) Commandes: 73\t30 jours (25 août 12 - 24 sept. 12) Commandes: 1 019\tObjectif
Taux d'annulations de commandes avant traitement [?]\t28,77% (21)\t0,44%\t< 2.5%
Taux d'expéditions en retard [?]\t0% (0)\tN/A\t< 4%
Taux de remboursement [?]\t1,37% (1)\t0% (0)\t--
"""

RESPONSE_TIMES_FR = """\
Temps de réponse aux messages Acheteurs - Vendeurs (NEUF) En savoir plus
\t7 jours (Sep 18, 2012 - Sep 25, 2012)\t30 jours (Aug 26, 2012 - Sep 25, 2012)\t90 jours (Jun 27, 2012 - Sep 25, 2012)\tObjectif
Temps de réponse inférieur à 24 heures\tN/A (0)\t50% (2)\t15% (65)\t> 90%
Réponses en retard\tN/A (0)\t50% (2)\t85% (383) X\t≤ 10%
Aucune réponse pendant plus de 24 heures\t3\t19\t206\t--
Temps de réponse supérieur à 24 heures\t0\t2\t77\t--
Temps de réponse moyen\tN/A\t2 jours 14 heures\t2 jours 3 heures\t--
Vous avez 4 messages auxquels vous n'avez pas répondu au cours des 7 derniers jours.
"""

CUSTOMER_METRICS_EN = """\
Order Defect Rate
\tShort Term (Jul 11, 2012 - Sep 9, 2012) Orders: 1,019\tLong Term (May 27, 2012 - Aug 25, 2012) Orders: 2,455\tTarget
Order Defect Rate\t0.49% (5/1,019)\t0.08% (2/2,455)\t< 1%
- Negative Feedback Rate\t0.49% (5)\t0.08% (2)\t--
Recent Customer Metrics Data
\t7 days (Sep 18, 2012 - Sep 25, 2012) Orders: 73\t30 days (Aug 26, 2012 - Sep 25, 2012) Orders: 575\tTarget
Pre-fulfillment Cancel Rate\t28.77% (21)\t16.17% (93)\t< 2.5%
Late Shipment Rate\t0% (0)\t0% (0)\t< 4%
Refund Rate\t1.37% (1)\t3.48% (20)\t--
"""

COLUMN_BY_COLUMN_FR = """\
Liste de contrôle de performance

Taux de commandes défectueuses

[Plus d'informations](#)

Violations du contrat

[Plus d'informations](#)

Taux de commandes défectueuses [\\[?\\]](#)

Taux de commandes défectueuses

- Taux d'évaluations négatives [\\[?\\]](#)

À court terme
(2 juil. 12 - 10 sept. 12)
Commandes: 1 019

0,49% (5/1 019)

0,49% (5)

À long terme
(28 mai 12 - 25 sept. 12)
Commandes: 1 019

0,44%

0%

Indicateurs d'expérience client récents

Taux d'annulations de commandes avant traitement [\\[?\\]](#)

7 jours
(18 sept. 12 - 25 sept. 12)
Commandes: 73

28,77% (21)

30 jours
(26 août 12 - 25 sept. 12)
Commandes: 575

16,17% (93)

Taux d'expéditions en retard [\\[?\\]](#)

0% (0)

0% (0)
"""

ACCOUNT_HEALTH_EN = """\
Account Health
sellercentral.amazon.co.uk
Customer Service Performance
\tSeller Fulfilled\tFulfilled by Amazon
Order Defect Rate
Target: under 1%
1.44%
2 of 139 orders
60 days (Sep 4, 2026 - Nov 2, 2026)
0%
0 of 12 orders
60 days (Sep 4, 2026 - Nov 2, 2026)
Order Defect Rate consists of three different metrics:
Negative feedback
0.72%
1 of 139 orders
0%
0 of 12 orders
Chargeback claims
N/A
0 of 139 orders
N/A
0 of 12 orders
Policy Compliance
Account Health Rating
148
At Risk
Suspected Intellectual Property Violations
0
Product Authenticity Customer Complaints\t2
Product Condition Customer Complaints 1
Regulatory Compliance Document Requests
1
Shipping Performance
Late Shipment Rate
Target: under 4%
11.58%
22 of 190 orders
10 days
7.13%
41 of 575 orders
30 days
Valid Tracking Rate
Target: over 95%
97.27%
498 of 512 packages
30 days
"""

ACCOUNT_HEALTH_FR = """\
État du compte
Votre compte a été désactivé
\tExpédié par le vendeur\tExpédié par Amazon
Taux de commandes défectueuses
Objectif : inférieur à 1 %\t2,26 %\t0 %
\t23 sur 1 019 commandes\t0 sur 0 commandes
\t60 jours\t60 jours
Évaluation de l'état du compte : 148
Violations présumées de la propriété intellectuelle : 0
Plaintes reçues en matière de propriété intellectuelle : 2
Taux d'expéditions en retard\tObjectif : inférieur à 4 %\t11,58 %\t22 sur 190 commandes\t10 jours (7 nov. 2026 - 16 nov. 2026)
Taux de suivi valide
Objectif : supérieur à 95 %
97,27 %
498 sur 512 expéditions
30 jours
"""

FEEDBACK_FR = """\
Gestionnaire des évaluations
\t30 jours\t90 jours\t180 jours\tDurée de vie
Positif\t99% (111)\t98%\t98%\t98% (13677)
Neutre\t0% (0)\t1%\t1%\t1% (120)
Négatif\t1% (1)\t1% (6)\t1% (43)\t1% (90)
Décompte\t112\t550\t5980\t13887

Date\tÉvaluation\tCommentaire\tArrivé à temps\tArticle tel que décrit\tService clients\tNuméro de la commande\tE-mail de l'évaluateur\tRôle de l'évaluateur
05/06/13\t5\tParfait\tOui\tOui\tOui\t171-9348978-2043517\tabc@marketplace.amazon.fr\tAcheteur
26/08/12\t1\tJamais reçu, appelez-moi au 06 12 34 56 78.\tNon\tNon\tNon\t403-7719035-2280415\tdef@marketplace.amazon.fr\tAcheteur
\tRÉPONDRE\tRÉSOUDRE
24/09/12 3 Correct, sans plus. [RÉPONDRE](#) [RÉSOUDRE](#)
Message d'Amazon : « Cet article a été expédié par Amazon, nous assumons donc toute responsabilité relative au traitement de votre commande. »
"""

CLAIMS_FR = """\
Réclamations au titre de la Garantie A à Z
Etat de la réclamation : Soumise il y a 3 jours Vous devez répondre avant le : samedi 29 septembre 2012 12:20:05 GMT+02:00 ID de commande : 403-8890127-4410936 Acheteur : MARTHE KERVEN Montant de la réclamation : 9,00 €
Raison de la réclamation : Article non reçu Date de livraison estimée samedi 23 juin 2012 - mardi 3 juillet 2012 Montre à gousset Réclamation de l'acheteur Rien reçu, écrivez à marthe@exemple.fr
Réclamation modifiée pour la dernière fois le samedi 22 septembre 2012 12:20:14

Contestations de prélèvement
Date de la contestation\tDate limite de réponse\tNuméro de commande et articles affectés\tMontant\tDétails\tEtat\tDétails sur l'état
14 août 12\t22 août 12 08:34\t403-0369811-8270544 Coque\t9,79 €\tAfficher les détails\tAcceptée\tVous n'êtes pas responsable pour cette contestation de prélèvement ou son remboursement.
"""

PERFECT_FR = """\
Commandes parfaites

3 932 / 3 995 [En savoir plus](#)
98.42% parfait

Au cours des 90 derniers jours

Performance produit
Produits les plus vendeurs
100.0% Lanterne
Produits les moins vendeurs
75.0% Applique
"""

SECTIONS_EN = """\
Healthy
268
Account Health Rating: This rating reflects your adherence to policies.
If your account has been deactivated, you can appeal here.
Late Shipment Rate
Target: under 4%
2 of 139 orders (1.44%)
Last 30 days
Valid Tracking Rate\tmore than 95%\t97.27%\t498 of 512\t30 days
Recent feedback
Date\tRating\tComments\tArrived on Time\tItem as Described\tCustomer Service\tOrder ID\tRater Email\tRater Role
9/25/2026\t1\tNever came\tNo\tNo\tNo\t123-1234567-1234567\tx@marketplace.amazon.com\tBuyer
5/6/2026\t2\tWrong item\tYes\tNo\tYes\t123-1234567-1234568\ty@marketplace.amazon.com\tBuyer
Your response: Sorry, refunded.
A-to-z Guarantee claims
Claim status: Action required\tYou must respond by: Saturday, September 26, 2026 12:20:05\tOrder ID: 123-1234567-1234569\tBuyer: JOHN SMITH\tClaim amount: $9.00
Reason: Item not received
Estimated delivery date: September 1, 2026 - September 5, 2026
Pocket watch
Buyer's claim
I never got it. Call me at (555) 123-4567.
Claim last updated on September 20, 2026
Chargebacks
Chargeback date\tRespond by\tOrder and affected items\tAmount\tDetails\tState\tStatus details
Aug 14, 2026\tAug 22, 2026 08:34\t123-1234567-1234570 Phone case\t$9.79\tView details\tAccepted\tYou are not responsible for this chargeback.
"""

ALL = {
    name: text
    for name, text in sorted(globals().items())
    if name.isupper() and name != "ALL" and isinstance(text, str)
}
