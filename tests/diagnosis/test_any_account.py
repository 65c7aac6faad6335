"""Whatever an account holds: a diagnosis without an exception, and the promises that every diagnosis keeps."""

from __future__ import annotations

import json
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from appeal_tool.account.model import (
    METRICS,
    Account,
    Claim,
    ContactTimes,
    Defect,
    Feedback,
    Metric,
    Return,
    Source,
    Target,
    Window,
)
from appeal_tool.account.notice import NOTICE_TYPES, AskedItem, Notice
from appeal_tool.diagnosis.diagnose import diagnose
from appeal_tool.diagnosis.model import CAUSES
from appeal_tool.diagnosis.report import as_json, as_markdown, as_text
from appeal_tool.guide.outcomes import load_routes, load_stages

AT = st.builds(Source, st.sampled_from(["a.txt", "b/c.json", ""]), st.none() | st.integers(1, 999), st.none() | st.text(max_size=9))  # fmt: skip
DAYS = st.dates(date(2010, 1, 1), date(2030, 1, 1)) | st.sampled_from([date.min, date.max])
NUMBERS = st.none() | st.integers(-3, 10**7)
VALUES = st.none() | st.floats(0, 1) | st.floats() | st.integers(0, 1000).map(float)
TEXTS = st.text(max_size=60) | st.sampled_from(
    ["Jamais reçu", "contrefaçon", "{x}", "<b>", "\x1b[31m", "| a |"]
)
MARKETPLACES = st.sampled_from([None, "A13V1IB3VIYZZH", "A1PA6795UKMFR9", "nowhere"])
COMPARISONS = st.sampled_from(["<", "<=", ">", ">=", "="])

metrics = st.builds(
    Metric,
    st.sampled_from(METRICS),
    AT,
    count=NUMBERS,
    total=NUMBERS,
    value=VALUES,
    window=st.builds(Window, st.none() | DAYS, st.none() | DAYS, st.none() | st.integers(0, 10**8)),
    target=st.none() | st.builds(Target, COMPARISONS, st.floats(0, 1) | st.floats()),
    stated_verdict=st.sampled_from([None, "met", "missed", "not-judged"]),
    fulfilment=st.sampled_from([None, "seller", "marketplace"]),
    marketplace=MARKETPLACES,
)
asked = st.builds(
    AskedItem,
    st.sampled_from(["cause", "corrective", "preventive", "evidence"]),
    st.none() | st.sampled_from([*CAUSES, "nonsense"]),
    AT,
)
notices = st.builds(
    Notice,
    AT,
    st.none() | st.sampled_from([*NOTICE_TYPES, "unheard-of"]),
    asked=st.lists(asked, max_size=3).map(tuple),
    day=st.none() | DAYS,
    deadline=st.none() | DAYS,
    days=NUMBERS,
    attempts=NUMBERS,
    stage=st.sampled_from([None, "suspended", "closed", "odd"]),
    route=st.sampled_from([None, "plan", "documents", "odd"]),
    status=st.sampled_from([None, "normal", "suspended"]),
)
accounts = st.builds(
    Account,
    marketplace=MARKETPLACES,
    status=st.sampled_from([None, "normal", "at-risk", "suspended", "closed"]),
    as_of=st.none() | DAYS,
    metrics=st.lists(metrics, max_size=6).map(tuple),
    feedback=st.lists(st.builds(Feedback, AT, st.integers(0, 6), TEXTS, st.none() | DAYS), max_size=4).map(
        tuple
    ),
    claims=st.lists(
        st.builds(
            Claim,
            AT,
            reason=TEXTS,
            answer_before=st.none() | st.datetimes(datetime(2012, 1, 1), datetime(2030, 1, 1)),
        ),
        max_size=3,
    ).map(tuple),
    returns=st.lists(st.builds(Return, AT, day=st.none() | DAYS, reason=TEXTS, asin=TEXTS), max_size=8).map(
        tuple
    ),
    defects=st.lists(
        st.builds(
            Defect,
            AT,
            st.sampled_from(["late-shipment", "cancellation", "a-to-z-claim", "policy"]),
            day=st.none() | DAYS,
            asin=TEXTS,
        ),
        max_size=8,
    ).map(tuple),
    notices=st.lists(notices, max_size=2).map(tuple),
    contact_times=st.lists(
        st.builds(ContactTimes, AT, unanswered=NUMBERS, average_hours=VALUES), max_size=1
    ).map(tuple),
)


@given(accounts)
@settings(max_examples=60, deadline=None)
def test_every_account_is_diagnosed(account):
    found = diagnose(account)
    assert found.stage in load_stages()
    assert found.route in load_routes()
    assert set(found.breaches) == {j.metric.id for j in found.metrics if j.verdict == "missed"}
    assert (found.root_cause is None) == (found.causes == ())
    if found.causes:
        assert abs(sum(c.weight for c in found.causes) - 1) < 1e-9
        assert found.root_cause in {c.root_cause for c in found.causes}
        assert [c.score for c in found.causes] == sorted((c.score for c in found.causes), reverse=True)
        assert all(e.weight > 0 for c in found.causes for e in c.evidence)
    assert diagnose(account) == found
    for lang in ("fr", "en"):
        json.dumps(as_json(found, lang))
        assert as_text(found, lang, 80)
        assert as_markdown(found, lang)
