"""bpr: process mapping and business process reengineering."""

__version__ = "0.1.0"
