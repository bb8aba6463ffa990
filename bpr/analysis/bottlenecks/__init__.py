"""What holds cases up: load, borders and structure (handbook 5.4-5.6)."""
