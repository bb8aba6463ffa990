"""As-is against to-be."""
