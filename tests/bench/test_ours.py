"""Our method as the bench sees it: through the public entry, told in the order of the file."""

from pathlib import Path

from bench.measures import adjusted_mutual_information, numbered
from bench.ours import corpus_for, group_set
from proposals.core.settings import Settings
from tests.bench.texts import small_set

FIVE = Settings(booklets=5)


def test_groups_are_told_in_the_order_of_the_set(tmp_path: Path) -> None:
    texts = small_set(tmp_path)
    found = group_set(texts, FIVE)
    assert adjusted_mutual_information(numbered(texts.labels), found.labels) > 0.8
    assert found.placed.sum() > 25
    backwards = group_set(texts.taken(range(49, -1, -1)), FIVE)
    assert backwards.labels[::-1].tolist() == found.labels.tolist()


def test_other_names_give_another_order_of_the_same_texts(tmp_path: Path) -> None:
    texts = small_set(tmp_path)
    one, other = corpus_for(texts), corpus_for(texts, order=1)
    assert [text.text for text in one.texts] != [text.text for text in other.texts]
    assert {text.text for text in one.texts} == {text.text for text in other.texts}
    assert len(group_set(texts, FIVE, order=1).labels) == 50
