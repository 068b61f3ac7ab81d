"""The named peers, each a function of the same ground: the terms that our own reader found."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, TruncatedSVD
from sklearn.preprocessing import normalize

from bench.graphs import leiden_by_merging, leiden_by_resolution, leiden_own_count
from bench.ground import Ground, tf_idf
from bench.measures import NOWHERE, Labels
from bench.mixture import mixture

LSA_DIMENSIONS = 100
KMEANS_STARTS = 10
NMF_ROUNDS = 400

Peer = Callable[[Ground, int, int], Labels]
LEIDEN, LEIDEN_RESOLUTION, LEIDEN_MERGED = "Leiden", "Leiden, about K", "Leiden, merged to K"


def kmeans(ground: Ground, asked: int, seed: int) -> Labels:
    """KMeans on tf-idf, the best of ten starts."""
    return _kmeans(tf_idf(ground.counts), asked, seed)


def lsa_kmeans(ground: Ground, asked: int, seed: int) -> Labels:
    """KMeans on the hundred first dimensions of the tf-idf, each text of length 1."""
    weights = tf_idf(ground.counts)
    dimensions = max(min(LSA_DIMENSIONS, min(weights.shape) - 1), 1)
    reduced = TruncatedSVD(dimensions, random_state=seed).fit_transform(weights)
    return _kmeans(normalize(reduced), asked, seed)


def nmf(ground: Ground, asked: int, seed: int) -> Labels:
    """Non-negative factors of the tf-idf: a text belongs to the factor that weighs most in it."""
    weights = tf_idf(ground.counts)
    factors = NMF(min(asked, *weights.shape), init="nndsvda", random_state=seed, max_iter=NMF_ROUNDS)
    return np.asarray(factors.fit_transform(weights).argmax(axis=1), np.int64)


def _kmeans(vectors: object, asked: int, seed: int) -> Labels:
    return np.asarray(KMeans(asked, n_init=KMEANS_STARTS, random_state=seed).fit_predict(vectors), np.int64)


PEERS: Mapping[str, Peer] = {
    "KMeans": kmeans,
    "LSA + KMeans": lsa_kmeans,
    "NMF": nmf,
    "GSDMM": mixture,
    LEIDEN: leiden_own_count,
    LEIDEN_RESOLUTION: leiden_by_resolution,
    LEIDEN_MERGED: leiden_by_merging,
}


def group_by(peer: Peer, ground: Ground, asked: int, seed: int) -> Labels:
    """What a peer finds; texts without a term are nowhere, for it as for us."""
    found = peer(ground, min(asked, len(ground.speaking)), seed)
    found[ground.silent] = NOWHERE
    return found
