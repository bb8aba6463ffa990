"""The swimlane of a process as a picture: marks, legend, pages, and the guard that checks it."""
