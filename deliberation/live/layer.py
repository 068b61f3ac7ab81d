"""The channel layer that settings name: what carries events between our processes."""

from __future__ import annotations

from typing import Any

from channels.layers import get_channel_layer


def layer() -> Any:
    """The layer, always one over the Redis protocol; untyped, as its library is."""
    return get_channel_layer()
