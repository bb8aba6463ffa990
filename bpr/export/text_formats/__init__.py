"""Diagrams as text: Mermaid, PlantUML and DOT, for wikis, tickets and other programs that draw."""
