"""All questions asked of one process at once: the analyses and the rules under one roof."""
