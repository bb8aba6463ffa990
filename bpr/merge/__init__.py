"""Bringing edited workbooks back into a model: three-way merge (`raci`) and the edit of the process file (`duties`)."""
