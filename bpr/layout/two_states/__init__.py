"""Two processes laid out as one: what both have lies at one place."""
