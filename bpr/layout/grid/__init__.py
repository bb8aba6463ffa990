"""Which column and row a box gets, and how much room lanes and columns take."""
