"""Work, waiting, cost and cycle time of a case (handbook 4)."""
