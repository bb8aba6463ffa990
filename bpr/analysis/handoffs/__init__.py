"""Where work changes hands, how often, and between whom (handbook 2)."""
