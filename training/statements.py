"""Train the small classifier of ``appeal_tool.lint.statements`` on the labelled appeals.

    python training/statements.py [--check]

Writes ``appeal_tool/lint/statements.json``. ``--check`` trains on three quarters of
the documents at a time, prints precision and recall on the others, and writes
nothing. Same corpora, same weights: full-batch descent from zero, no random numbers.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from appeal_tool.lint import statements
from appeal_tool.lint.evidence import Words
from appeal_tool.lint.normal import compress, plain
from appeal_tool.lint.roles import heading_role

CORPUS = Path(__file__).with_name("corpus")
KINDS = {name: number for number, name in enumerate(statements.CLASSES)}
SECTIONS = {
    "root-cause": KINDS["cause"],
    "corrective": KINDS["corrective"],
    "preventive": KINDS["preventive"],
    "evidence": KINDS["evidence"],
}
OTHER = KINDS["other"]
WIDTH = len(KINDS)
# Sentences of the appeals that give the rate, the notice or the event as the cause.
SYMPTOMS = frozenset(
    """enb-122 enb-272 enb-332 enb-333 enb-478 enb-479
    frb-063 frb-086 frb-087 frb-165 frb-220 frb-426 frb-427""".split()  # noqa: SIM905
)
OWNED = frozenset(["blame-third-party", "unknown-cause"])
DONE = frozenset(["vague-measure", "weak-commitment"])
FAULTS = frozenset(
    """vague-measure empty-assurance weak-commitment self-praise minimising emotional-plea hostile-tone
    forbidden-remedy off-topic unknown-cause blame-third-party""".split()  # noqa: SIM905
)
Row = tuple[set[str], int, str]


def folded(text: str) -> str:
    flat = plain(text).lower()
    return compress(flat, 0, len(flat)).folded


def rows() -> list[Row]:
    """(features, class, document) of every sentence; the faulty halves of pairs belong to no document."""
    found: list[Row] = []
    for file in sorted(CORPUS.glob("??-*.jsonl")):
        if file.name.endswith(".docs.jsonl"):
            continue
        heading = "none"
        document = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            text = record["text"].lstrip("#-*• ")
            faulty = bool(FAULTS.intersection(record["must"]))
            if "doc" not in record:
                if faulty:
                    words = Words(plain(text), folded(text))
                    found += [(statements.features(words, role), OTHER, "") for role in ("none", "cause")]
                continue
            if record["doc"] != document:
                document, heading = record["doc"], "none"
            if record["section"] == "heading":
                heading = heading_role(folded(text)) or heading
                continue
            kind = OTHER if faulty else SECTIONS.get(record["section"], OTHER)
            kind = KINDS["symptom"] if record["id"] in SYMPTOMS else kind
            # Each sentence twice: as it stands, and as in a letter without headings.
            words = Words(plain(text), folded(text))
            found += [
                (statements.features(words, role), kind, document) for role in sorted({heading, "none"})
            ]
    for line in (CORPUS / "statements.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for role in ("none", _ROLES[record["kind"]]):
            row = statements.features(Words(plain(record["text"]), folded(record["text"])), role)
            found.append((row, KINDS[record["kind"]], OWN))
    return found


_ROLES = {
    "evidence": "evidence",
    "other": "corrective",
    "symptom": "cause",
    "cause": "cause",
    "corrective": "corrective",
    "preventive": "preventive",
}
OWN = "statements"


def train(
    data: list[Row], *, passes: int = 150, decay: float = 1e-4
) -> tuple[dict[str, list[float]], list[float]]:
    """Softmax regression on rows scaled to unit length; classes weighted by the root of their rarity."""
    counts = Counter(feature for found, _, _ in data for feature in found)
    columns = {
        feature: number for number, feature in enumerate(sorted(f for f, n in counts.items() if n >= 4))
    }
    places = [np.array(sorted(columns[f] for f in found if f in columns), np.int32) for found, _, _ in data]
    places = [place if len(place) else np.zeros(1, np.int32) for place in places]
    column = np.concatenate(places)
    starts = np.cumsum([0, *map(len, places[:-1])])
    row = np.repeat(np.arange(len(data)), [len(place) for place in places])
    scale = np.array([[len(found) ** -0.5] for found, _, _ in data], np.float32)
    target = np.eye(WIDTH, dtype=np.float32)[[kind for _, kind, _ in data]]
    weight = (target @ (len(data) / (WIDTH * target.sum(0))) ** 0.5)[:, None].astype(np.float32)
    # A fault of a pair counts for less: pairs have no section, and there are many.
    weight *= np.array([[1.0 if document else 0.25] for _, _, document in data], np.float32)
    weights = np.zeros((len(columns), WIDTH), np.float32)
    bias = np.zeros(WIDTH, np.float32)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, passes + 1):
        logits = np.add.reduceat(weights[column], starts) * scale + bias
        logits -= logits.max(1, keepdims=True)
        shares = np.exp(logits)
        shares /= shares.sum(1, keepdims=True)
        error = (shares - target) * weight / weight.sum()
        spread = (error * scale)[row]
        slope = (
            np.stack([np.bincount(column, spread[:, k], len(columns)) for k in range(WIDTH)], 1)
            + decay * weights
        )
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        weights -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        bias -= 0.5 * error.sum(0)
    kept = {
        f: [round(float(w) * 100) for w in weights[n]]
        for f, n in columns.items()
        if np.abs(weights[n]).max() > 0.12
    }
    return kept, [round(float(b), 4) for b in bias]


def check(data: list[Row]) -> None:
    documents = list(dict.fromkeys(document for _, _, document in data if document not in ("", OWN)))
    part = {document: number % 4 for number, document in enumerate(documents)}
    table = np.zeros((WIDTH, WIDTH), int)
    for held in range(4):
        model = train([row for row in data if part.get(row[2]) != held])
        statements._weights = lambda model=model: model  # type: ignore[assignment]
        for found, kind, document in data:
            if part.get(document) == held:
                table[kind, int(np.argmax(statements.probabilities(found)))] += 1
    print(table)
    for number, name in enumerate(statements.CLASSES):
        print(
            f"{name:<12} precision {table[number, number] / table[:, number].sum():.2f}  recall {table[number, number] / table[number].sum():.2f}"
        )


def main() -> None:
    data = rows()
    if "--check" in sys.argv:
        check(data)
        return
    weights, bias = train(data)
    target = Path(statements.__file__).with_name("statements.json")
    target.write_text(
        json.dumps(
            {"weights": weights, "bias": bias}, ensure_ascii=False, separators=(",", ":"), sort_keys=True
        )
        + "\n",
        encoding="utf-8",
    )
    print(f"{len(weights)} features, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
