"""Checks of a model, one rule a file."""
