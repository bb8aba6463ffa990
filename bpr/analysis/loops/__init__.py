"""Where work comes back, how often, and what it costs (handbook 3)."""
