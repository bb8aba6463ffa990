"""A drawing that is larger than its sheet, cut into pages."""
