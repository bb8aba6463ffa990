"""Model to graph: the nodes and edges that analyses and layout read."""

from bpr.graph.build import build_graph
from bpr.graph.process_graph import LEVELS, GraphEdge, GraphNode, Level, MessageEdge, ProcessGraph

__all__ = ["LEVELS", "GraphEdge", "GraphNode", "Level", "MessageEdge", "ProcessGraph", "build_graph"]
