"""How often everything happens per case: weights, visits and expected sums (handbook 2.1, 4.1)."""
