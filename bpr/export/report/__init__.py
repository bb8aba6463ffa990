"""The report of a process: one document that tells a reader who never saw bpr what was found, and how."""
