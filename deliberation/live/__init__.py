"""The port for open pages: tell them, after commit, that something changed.

This package is the only code that knows the channel layer and its groups.
"""

from deliberation.live.announcing import announce, publish

__all__ = ["announce", "publish"]
