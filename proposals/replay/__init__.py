"""Repeat a run from its bundle, on any machine, without Django."""
