"""The words of texts as a run read them: of an earlier wording, where a text was edited since."""

from __future__ import annotations

from collections.abc import Iterable

from proposals.core.texts import corpus_words
from proposals.models import Proposal, Version


def words_read(texts: Iterable[tuple[Proposal, int]]) -> dict[int, str]:
    """The words of each text in the wording of that number, by key; those no longer kept are left out.
    One query at most.
    """
    words: dict[int, str] = {}
    then: dict[int, int] = {}
    for text, version in texts:
        if text.version == version:
            words[text.pk] = corpus_words(text.title, text.body)
        else:
            then[text.pk] = version
    for row in Version.objects.filter(proposal__in=then) if then else ():
        if row.number == then[row.proposal_id]:
            words[row.proposal_id] = corpus_words(row.title, row.body)
    return words
