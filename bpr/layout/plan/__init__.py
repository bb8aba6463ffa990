"""What is to be drawn, before anything has a place: boxes, lanes, phases, badges, links."""
