"""Static checks of the drawing (handbook 7.1)."""
