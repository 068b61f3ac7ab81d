"""Start-up checks: what would betray members is refused before the first request."""
