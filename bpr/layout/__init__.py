"""Graph to geometry: lanes, boxes, routes and labels as numbers, worked out once for every picture format."""
