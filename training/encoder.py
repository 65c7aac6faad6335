"""The encoder in torch: exactly the forward pass that ``appeal_tool.lint.learned.network`` does in numpy.

Sub-word embeddings, three convolution branches over 2, 3 and 5 pieces with
residuals, layer norm, a dense sentence vector; one output a rule over the sentence
vector and the mean and maximum of the token features. Of the original, half of the
channels of each branch and its second convolution are left out: fine-tuned on the corpus
they gained little and cost most of the time.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

ORDERS = ((2, 0), (3, 1), (5, 2))
TOKEN_DIM, BRANCH_DIM, SENTENCE_DIM = 512, 128, 512
FEATURES = TOKEN_DIM + len(ORDERS) * BRANCH_DIM
POOLED = SENTENCE_DIM + 2 * FEATURES
SENTENCE_SCALE = 22.6
"""Length of the sentence vector, about that of as many numbers of spread 1."""


class Encoder(nn.Module):
    """Logits of the rules for a padded batch of pieces."""

    def __init__(
        self, start: dict[str, Tensor], outputs: int, dropout: float = 0.5, token_drop: float = 0.2
    ) -> None:
        super().__init__()
        self.table = nn.Parameter(start["table"].clone())
        self.w = nn.ParameterDict(
            {k: nn.Parameter(v.clone()) for k, v in start.items() if k not in ("table", "eps")}
        )
        self.eps = float(start["eps"])
        self.drop = nn.Dropout(dropout)
        self.token_drop = token_drop
        self.norm = nn.LayerNorm(POOLED)
        self.head = nn.Linear(POOLED, outputs)
        nn.init.normal_(self.head.weight, std=0.01)
        nn.init.constant_(self.head.bias, -2.5)

    def features(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Token features (batch, length, 1280) after the last layer norm, and the mask as floats."""
        w = self.w
        m = mask.unsqueeze(-1).float()
        emb = F.embedding(ids, self.table)
        if self.training and self.token_drop:
            emb = emb * (torch.rand(ids.shape) > self.token_drop).float().unsqueeze(-1)
        projected = torch.cat([emb @ w[f"proj{n}"] + w[f"proj_b{n}"] for n, _ in ORDERS], -1)
        gamma = torch.cat([w[f"ln_g{n}"] for n, _ in ORDERS])
        beta = torch.cat([w[f"ln_b{n}"] for n, _ in ORDERS])
        projected = F.layer_norm(projected, (projected.shape[-1],), gamma, beta, self.eps) * m
        branches = [emb]
        for i, (n, left) in enumerate(ORDERS):
            x = projected[..., i * BRANCH_DIM : (i + 1) * BRANCH_DIM]
            h = F.relu(self._conv(x, n, left, w[f"w1_{n}"], w[f"b1_{n}"])) + x
            branches.append(h * m)
        feats = F.layer_norm(torch.cat(branches, -1), (FEATURES,), w["ln_g"], w["ln_b"], self.eps)
        return feats * m, m

    @staticmethod
    def _conv(x: Tensor, n: int, left: int, weight: Tensor, bias: Tensor) -> Tensor:
        around = F.pad(x, (0, 0, left, n - 1 - left))
        length = x.shape[1]
        window = torch.cat([around[:, k : k + length] for k in range(n)], -1)
        return window @ weight + bias

    def pooled(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The sentence vector, mean and maximum of the token features."""
        w = self.w
        feats, m = self.features(ids, mask)
        lengths = m.sum(1)
        total = feats.sum(1)
        root = lengths.sqrt()
        mean = total / root
        y0 = F.relu(mean @ w["m0"] + root * w["c0"])
        y1 = F.relu(mean @ w["m1"] + root * w["c1"] + y0 @ w["d1"])
        y2 = F.relu(y1 @ w["d2"])
        sentence = F.normalize(torch.tanh(y1 @ w["p3"] + y2 @ w["d3"]), dim=-1) * SENTENCE_SCALE
        top = feats.masked_fill(m == 0, -1e4).amax(1)
        return torch.cat([sentence, total / lengths, top], -1)

    def judged(self, pooled: Tensor) -> Tensor:
        """Logits (batch, rules) from what ``pooled`` gave."""
        logits: Tensor = self.head(self.drop(self.norm(pooled)))
        return logits

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Logits (batch, rules)."""
        return self.judged(self.pooled(ids, mask))

    def groups(self, head: float, table: float, rest: float) -> list[dict[str, object]]:
        """Parameters with their rates and decay."""
        return [
            {
                "params": [*self.head.parameters(), *self.norm.parameters()],
                "lr": head,
                "weight_decay": 0.01,
            },
            {"params": [self.table], "lr": table, "weight_decay": 0.0},
            {"params": list(self.w.parameters()), "lr": rest, "weight_decay": 0.01},
        ]

    @torch.no_grad()
    def keep_positive(self) -> None:
        """Keep the scale of the last norm above 0, so that it can be applied after the maximum."""
        self.w["ln_g"].clamp_(min=1e-3)
