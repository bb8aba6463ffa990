"""Colours, and the logo and colours of a house."""
