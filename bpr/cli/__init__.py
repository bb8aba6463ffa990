"""The `bpr` command."""
