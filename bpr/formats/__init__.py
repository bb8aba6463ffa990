"""Files to models and back, one format a file."""
