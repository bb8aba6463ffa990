"""How long work waits for people, and which change shortens the waiting most (handbook 5.2, 5.3, 5.7)."""
