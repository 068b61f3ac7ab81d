"""Random public names for addresses: letters that are read aloud without doubt, never a count."""

from __future__ import annotations

import secrets

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def random_name(length: int = 10) -> str:
    """A fresh name; ten letters are about 49 bits, so that names cannot be walked."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def random_key() -> int:
    """A random key in [1, 2^63): rows keyed by it keep no order of insertion, on any database."""
    return secrets.randbelow(2**63 - 1) + 1
