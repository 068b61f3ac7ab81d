"""What the list of similar texts sends along with the form of a proposal."""

from __future__ import annotations

from collections.abc import Mapping

from proposals.core.support import MOST_DIFFERENCES

DIFFERS = "differs-"
SEEN = "similar_seen"
COSIGN = "cosign"
LONGEST_NAME = 16


def differences_typed(sent: Mapping[str, object]) -> dict[str, str]:
    """The sentences typed, by the name of the text each is about; empty ones are left out."""
    typed = {name: sent[name] for name in sent if name.startswith(DIFFERS)}
    kept = {
        name.removeprefix(DIFFERS): sentence
        for name, sentence in typed.items()
        if isinstance(sentence, str) and sentence.strip() and len(name) <= len(DIFFERS) + LONGEST_NAME
    }
    return dict(list(kept.items())[:MOST_DIFFERENCES])
