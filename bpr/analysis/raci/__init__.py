"""Duties: derived, checked, counted and rolled up (handbook 9)."""
