"""What the volume asks of each role (handbook 5.1)."""
