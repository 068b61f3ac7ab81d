"""The offline verifier of evidence packs and journals: Python's standard library is all it needs."""
