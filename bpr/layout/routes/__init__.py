"""How the flows run between the boxes: runs, tracks, partings."""
