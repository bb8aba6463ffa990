"""Pictures beside the swimlane: handoffs, coupling, loops, load, RACI, value chains, landscapes, one case walking by.

Each file draws one picture as a `bpr.export.scene.shapes.Scene`; `bpr.export.charts.table` lists them by name.
"""
