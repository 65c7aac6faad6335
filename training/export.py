"""Average runs into one model, in 8 bits, as the tool reads it.

    python -m training.export BUILD_DIR NAME... [--out FOLDER]

Runs that start from the same weights end near enough to each other that the mean of
their weights is better than each of them. Writes ``table.npy`` (8 bits, a scale a
row), ``dense.npz`` (8 bits, a scale a column) and ``pieces.txt``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from training.data import RULES, read_corpus
from training.encoder import Encoder
from training.train import outputs, starting_point


def average(build: Path, names: list[str]) -> dict[str, torch.Tensor]:
    """The mean of the runs' weights."""
    states = [torch.load(build / f"{name}.pt") for name in names]
    return {key: torch.stack([state[key].float() for state in states]).mean(0) for key in states[0]}


def eight_bits(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whole numbers from -127 to 127 and the scale of each column."""
    scale = np.abs(matrix).max(axis=0) / 127 + 1e-12
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)


def write(build: Path, state: dict[str, torch.Tensor], out: Path) -> None:
    """Write the files of the model to ``out``."""
    start = np.load(build / "start.npz")
    out.mkdir(parents=True, exist_ok=True)
    table = state["table"].numpy()
    low, high = table.min(1), table.max(1)
    scale = (high - low) / 255 + 1e-12
    np.save(out / "table.npy", np.round((table - low[:, None]) / scale[:, None]).astype(np.uint8))
    dense: dict[str, np.ndarray] = {
        "row_scale": scale.astype(np.float32), "row_low": low.astype(np.float32),
        "eps": np.float32(start["eps"]), "scores": start["scores"].astype(np.float32),
        "norm_g": state["norm.weight"].numpy(), "norm_b": state["norm.bias"].numpy(),
        "head": state["head.weight"].numpy().T.copy(), "head_b": state["head.bias"].numpy(),
    }  # fmt: skip
    for key, value in state.items():
        if not key.startswith("w."):
            continue
        name = key[2:]
        array = value.numpy()
        if array.ndim == 2:
            dense[name], dense[f"{name}:scale"] = eight_bits(array)
        else:
            dense[name] = array.astype(np.float32)
    np.savez(out / "dense.npz", **dense)
    (out / "pieces.txt").write_text("\n".join(start["pieces"].tolist()), encoding="utf-8")


def write_fixture(build: Path, folder: Path, out: Path) -> None:
    """Outputs of the torch encoder with the weights as shipped, for the tests of the numpy one."""
    cutter, tensors = starting_point(build)
    model = Encoder(tensors, len(RULES))
    with np.load(folder / "dense.npz") as stored:
        dense = {k: stored[k] for k in stored.files}
    table = (
        np.load(folder / "table.npy").astype(np.float32) * dense["row_scale"][:, None]
        + dense["row_low"][:, None]
    )
    state = model.state_dict()
    state["table"] = torch.tensor(table)
    for key in state:
        name = key[2:]
        if key.startswith("w.") and name in dense:
            scale = dense.get(f"{name}:scale")
            array = dense[name] if scale is None else dense[name].astype(np.float32) * scale
            state[key] = torch.tensor(array)
    state["norm.weight"], state["norm.bias"] = torch.tensor(dense["norm_g"]), torch.tensor(dense["norm_b"])
    state["head.weight"], state["head.bias"] = (
        torch.tensor(dense["head"].T.copy()),
        torch.tensor(dense["head_b"]),
    )
    model.load_state_dict(state)
    texts = [r.text for r in read_corpus() if r.held_back][::30]
    rows = outputs(model, [cutter.encode(text) for text in texts])
    cases = [
        {"text": text, "pieces": cutter.encode(text), "logits": [round(float(x), 5) for x in row]}
        for text, row in zip(texts, rows, strict=True)
    ]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(cases, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def main() -> None:
    """Average and write the runs that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("names", nargs="+")
    parser.add_argument("--out", type=Path, default=Path("appeal_tool/lint/learned/model"))
    parser.add_argument("--fixture", type=Path, default=Path("tests/lint/data/encoder.json"))
    args = parser.parse_args()
    write(args.build, average(args.build, args.names), args.out)
    write_fixture(args.build, args.out, args.fixture)


if __name__ == "__main__":
    main()
