"""Reports as the seller API gives them, written from the schema; figures are invented."""

from __future__ import annotations

from typing import Any


def span(first: str, last: str) -> dict[str, str]:
    return {"reportingDateFrom": f"{first}T00:00Z", "reportingDateTo": f"{last}T23:59:59Z"}


def rate(
    first: str, last: str, value: float, target: float, condition: str, status: str, **counts: Any
) -> dict[str, Any]:
    return {
        "reportingDateRange": span(first, last),
        "status": status,
        "targetValue": target,
        "targetCondition": condition,
        "rate": value,
        **counts,
    }


def counter(count: int, status: str = "GOOD") -> dict[str, Any]:
    return {
        "reportingDateRange": span("2026-05-21", "2026-11-16"),
        "defectsCount": count,
        "status": status,
        "targetValue": 0,
        "targetCondition": "EQUALS",
    }


def defects(count: int, orders: int, status: str, kind: str) -> dict[str, Any]:
    parts = {"orderWithDefects": count, "claims": 1, "chargebacks": 0, "negativeFeedback": 2}
    return rate(
        "2026-09-04", "2026-11-02", count / orders, 0.01, "LESS_THAN", status,
        orderCount=orders, fulfillmentType=kind,
        **{key: {"count": value, "status": "NONE"} for key, value in parts.items()},
    )  # fmt: skip


FR, DE = "A13V1IB3VIYZZH", "A1PA6795UKMFR9"

V2: dict[str, Any] = {
    "accountStatuses": [{"marketplaceId": FR, "status": "DEACTIVATED"}, {"marketplaceId": DE, "status": "NORMAL"}],
    "performanceMetrics": [
        {
            "marketplaceId": FR,
            "orderDefectRate": {"mfn": defects(3, 150, "BAD", "mfn"), "afn": defects(2, 400, "GOOD", "afn")},
            "lateShipmentRate": rate(
                "2026-10-18", "2026-11-16", 0.05, 0.04, "LESS_THAN", "BAD", orderCount=200, lateShipmentCount=10
            ),
            "lateShipmentRateList": [
                rate("2026-11-07", "2026-11-16", 0.1, 0.04, "LESS_THAN", "BAD", orderCount=50, lateShipmentCount=5),
                rate("2026-10-18", "2026-11-16", 0.05, 0.04, "LESS_THAN", "BAD", orderCount=200, lateShipmentCount=10),
            ],
            "invoiceDefectRate": rate(
                "2026-11-02", "2026-11-08", 0.04, 0.05, "LESS_THAN", "GOOD", orderCount=25,
                invoiceDefect={"count": 1, "status": "GOOD"},
                missingInvoice={"count": 1, "status": "NONE"},
                lateInvoice={"count": 0, "status": "NONE"},
            ),
            "onTimeDeliveryRate": rate(
                "2026-10-08", "2026-11-06", 0.4286, 0.9, "GREATER_THAN", "GOOD",
                shipmentCountWithValidTracking=7, onTimeDeliveryCount=3,
            ),
            "unitOnTimeDeliveryRate": rate(
                "2026-10-08", "2026-11-06", 0.9, 0.9, "GREATER_THAN", "NONE", totalUnitCount=10, unitOnTimeDeliveryCount=9
            ),
            "validTrackingRate": rate(
                "2026-10-08", "2026-11-06", 0.97, 0.95, "GREATER_THAN", "GOOD", shipmentCount=100, validTrackingCount=97
            ),
            "preFulfillmentCancellationRate": rate(
                "2026-11-10", "2026-11-16", 0.1, 0.025, "LESS_THAN", "BAD", orderCount=70, cancellationCount=7
            ),
            "warningStates": [{"warningType": "spam", "status": "BAD"}, "plain"],
            "accountHealthRating": {
                "ahrStatus": "WARNED", "ahrScore": 148, "reportingDateRange": span("2026-05-21", "2026-11-16")
            },
            "listingPolicyViolations": counter(3, "BAD"),
            "productAuthenticityCustomerComplaints": counter(0),
            "productConditionCustomerComplaints": counter(0),
            "productSafetyCustomerComplaints": counter(0),
            "receivedIntellectualPropertyComplaints": counter(0),
            "suspectedIntellectualPropertyViolations": counter(0),
            "restrictedProductPolicyViolations": counter(0),
            "foodAndProductSafetyIssues": counter(0),
            "customerProductReviewsPolicyViolations": counter(1, "BAD"),
            "otherPolicyViolations": counter(0),
            "documentRequests": counter(0),
            "policyViolationWarnings": {"warningsCount": 3, "reportingDateRange": span("2026-05-21", "2026-11-16")},
        },
        {"marketplaceId": DE, "accountHealthRating": {"ahrStatus": "GREAT", "ahrScore": 428}},
    ],
}  # fmt: skip

V1 = """\
<?xml version="1.0" encoding="ISO-8859-1"?>
<sellerPerformanceReports>
 <sellerPerformanceReport>
  <marketplaceId>A13V1IB3VIYZZH</marketplaceId>
  <performanceChecklist>
   <orderDefectRate><status>Bad</status></orderDefectRate>
   <policyViolation><status>Good</status></policyViolation>
   <listingPolicyStatus><status>Bad</status></listingPolicyStatus>
  </performanceChecklist>
  <orderDefects><orderDefectMetrics>
   <timeFrame><start>2017-01-01T00:00:00Z</start><end>2017-03-01T00:00:00Z</end></timeFrame>
   <orderCount>200</orderCount>
   <orderWithDefects><rate>1.5%</rate><count>3</count></orderWithDefects>
   <negativeFeedbacks><rate>0.5%</rate><count>1</count></negativeFeedbacks>
   <a_z_claims><rate>1%</rate><count>2</count></a_z_claims>
   <chargebacks><rate>0%</rate><count>0</count></chargebacks>
  </orderDefectMetrics></orderDefects>
  <customerExperience><customerExperienceMetrics>
   <timeFrame><start>2017-02-23</start><end>2017-03-01</end></timeFrame>
   <orderCount>20</orderCount>
   <lateShipment><rate>5%</rate><count>1</count></lateShipment>
   <preFulfillmentCancellation><rate>0%</rate><count>0</count></preFulfillmentCancellation>
   <refunds><rate>10%</rate><count>2</count></refunds>
  </customerExperienceMetrics></customerExperience>
  <trackingInformation><trackingMetrics>
   <validTracking>97.5%</validTracking>
   <onTimeDelivery>88%</onTimeDelivery>
  </trackingMetrics></trackingInformation>
  <buyerSellerContactResponseTimeMetrics><responseTimeMetrics>
   <averageResponseTimeInHours>12.5</averageResponseTimeInHours>
   <responseUnder24Hours>94%</responseUnder24Hours>
   <responseTimeGreaterThan24Hours>4</responseTimeGreaterThan24Hours>
   <noResponseForContactsOlderThan24Hours>3</noResponseForContactsOlderThan24Hours>
  </responseTimeMetrics></buyerSellerContactResponseTimeMetrics>
 </sellerPerformanceReport>
</sellerPerformanceReports>
"""

BY_HAND = """\
marketplace: FR
as_of: 2012-09-25
statut: suspendu
metrics:
  - metric: Taux d'annulation
    count: 21
    total: 73
    value: 28,77 %
    window: 7 days
    target: "< 2.5 %"
  - indicateur: order_defect_rate
    nombre: 2
    total: 9
    fenêtre: {du: 2012-07-11, au: 2012-09-09}
  - metric: account_health_rating
    value: 148
  - metric: received_ip_complaints
    count: 2
"""
