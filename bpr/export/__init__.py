"""Geometry and results to files: pictures, workbooks, findings."""
