"""The interactive picture: one HTML file with everything inside, which loads nothing from anywhere."""
