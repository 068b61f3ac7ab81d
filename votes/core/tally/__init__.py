"""Counting rules: one module each, exact integers, ties declared and never broken silently."""
