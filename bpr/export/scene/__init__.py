"""Plain shapes and words that SVG and PNG draw, and the shipped font."""
