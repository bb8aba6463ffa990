"""Scenes as PDF pages."""
