"""The flow for other programs that draw: Mermaid, PlantUML, DOT, and the table of Visio's Data Visualizer."""
