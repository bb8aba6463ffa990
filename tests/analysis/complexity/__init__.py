"""Tests of the complexity metrics."""
