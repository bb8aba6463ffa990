"""One question a file, each a pure function from graph to frozen result."""
