"""How a test says that a rule must refuse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from deliberation.core.errors import RuleBroken


@contextmanager
def refuses(code: str) -> Iterator[None]:
    """The block must end in a refusal with exactly this code."""
    with pytest.raises(RuleBroken) as caught:
        yield
    assert caught.value.code == code
