"""The same bundle gives the same digest whatever the order, the hash seed, the threads, the processor."""

from typing import cast

import numpy as np
import pytest

from proposals.core.analysis import analyse
from proposals.core.lists import lists_for
from proposals.core.settings import Settings
from tests.proposals.core.manytexts import many_texts
from tests.proposals.replay.replaying import Written, replayed, written


def what_this_processor_adds() -> str:
    """The instruction sets that numpy would use here beyond those it was built for."""
    found = cast(dict[str, dict[str, list[str]]], np.show_config(mode="dicts"))
    return " ".join(found["SIMD Extensions"].get("found", []))


ELSEWHERE = {
    "another hash seed": {"PYTHONHASHSEED": "1"},
    "yet another, on one thread": {
        "PYTHONHASHSEED": "4242",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    },
    "two threads": {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"},
    "a plainer processor": {"NPY_DISABLE_CPU_FEATURES": what_this_processor_adds()},
    "another locale and time zone": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu"},
}


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(tmp_path_factory.mktemp("cold") / "run.zip", many_texts())


@pytest.fixture(scope="module")
def warm(cold: Written, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """An edition after the cold run, with a fifth of the texts new."""
    start = {text: number for text, number in cold.start.items() if not text.endswith(("3", "8"))}
    return written(tmp_path_factory.mktemp("warm") / "run.zip", many_texts(), start=start)


@pytest.mark.parametrize("order", [1, 2, 3])
def test_the_order_of_input_changes_nothing(cold: Written, order: int) -> None:
    found = analyse(many_texts(order=order), Settings(), lists_for("es", "fr", "de", "en"))
    assert found.digest() == cold.digest


@pytest.mark.parametrize("where", ELSEWHERE)
def test_a_cold_run_is_the_same_in(cold: Written, where: str) -> None:
    code, found = replayed(cold.path, **ELSEWHERE[where])
    assert (code, found["recomputed"], found["versions"]) == (0, cold.digest, {})


@pytest.mark.parametrize("where", ["yet another, on one thread", "two threads"])
def test_an_edition_is_the_same_on(warm: Written, cold: Written, where: str) -> None:
    assert warm.digest != cold.digest
    code, found = replayed(warm.path, **ELSEWHERE[where])
    assert (code, found["recomputed"]) == (0, warm.digest)
