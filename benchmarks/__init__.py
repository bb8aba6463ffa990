"""Side-by-side runs against peers; not part of the test run."""
