"""The port for open pages: tell them, after commit, that something changed."""
