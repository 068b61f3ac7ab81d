"""GSDMM: a mixture of one theme a text, found by collapsed Gibbs sampling (Yin and Wang, KDD 2014)."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln

from bench.ground import Ground
from bench.measures import NOWHERE, Counts, Floats, Labels

ALPHA = BETA = 0.1
ROUNDS = 30


def gsdmm(counts: Counts, groups: int, seed: int, rounds: int = ROUNDS) -> Labels:
    """The group of each text after so many rounds; at most `groups` of them stay. Empty texts are nowhere.

    A text d, taken out of its group, joins group z with the probability of the paper's equation 4:
    (m_z + alpha) x prod_w prod_j (n_zw + beta + j - 1) / prod_i (n_z + V beta + i - 1).
    """
    draw = np.random.default_rng(seed)
    texts = [_Words(counts, row) for row in range(counts.shape[0])]
    speaking = [row for row, words in enumerate(texts) if words.length]
    labels = np.full(len(texts), NOWHERE, np.int64)
    labels[speaking] = draw.integers(groups, size=len(speaking))
    sizes = np.bincount(labels[speaking], minlength=groups).astype(np.float64)
    held = np.zeros((counts.shape[1], groups))
    for row in speaking:
        held[texts[row].terms, labels[row]] += texts[row].counts
    words = held.sum(axis=0)
    smoothing = counts.shape[1] * BETA
    for _ in range(rounds):
        for row in speaking:
            text, old = texts[row], labels[row]
            sizes[old] -= 1
            held[text.terms, old] -= text.counts
            words[old] -= text.length
            chance = np.log(sizes + ALPHA) + text.likelihood(held, words, smoothing)
            running = np.cumsum(np.exp(chance - chance.max()))
            new = int(np.searchsorted(running, draw.random() * running[-1]))
            labels[row] = new
            sizes[new] += 1
            held[text.terms, new] += text.counts
            words[new] += text.length
    return labels


class _Words:
    """One text: its terms and their counts; `each` repeats a term as often as it stands in the text, and
    `again` says how often it stood before.
    """

    __slots__ = ("again", "counts", "each", "length", "terms")

    def __init__(self, table: Counts, row: int) -> None:
        cells = slice(table.indptr[row], table.indptr[row + 1])
        self.terms = table.indices[cells]
        self.counts = table.data[cells]
        self.each = np.repeat(self.terms, self.counts)
        self.again = (np.concatenate([np.arange(n) for n in self.counts] or [self.counts]) + BETA)[:, None]
        self.length = int(self.counts.sum())

    def likelihood(self, held: Floats, words: Floats, smoothing: float) -> Floats:
        """The logarithm of the last two products, for each group."""
        above: Floats = np.log(held[self.each] + self.again).sum(axis=0)
        below: Floats = gammaln(words + smoothing + self.length) - gammaln(words + smoothing)
        return above - below


def mixture(ground: Ground, asked: int, seed: int) -> Labels:
    """GSDMM with as many groups to begin with as asked for."""
    return gsdmm(ground.counts, asked, seed)
