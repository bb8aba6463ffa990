"""How hard a drawing is to read: size, connectors, structuredness and their published thresholds (handbook 8.3)."""
