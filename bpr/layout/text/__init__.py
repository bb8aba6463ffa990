"""How wide and high text is, and how labels and heads are broken into lines."""
