"""The checks: each reads a whole pack, stops at nothing, and yields findings by code."""
