"""The observers' mirror: what a site published, kept from outside, and a shout when its history changes."""
