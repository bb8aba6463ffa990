"""Process tables: one row a step, in a workbook or a CSV file."""

from bpr.formats.table.part import lost_in_table, table_part
from bpr.formats.table.read import read_doubting, read_table, read_with_base

__all__ = ["lost_in_table", "read_doubting", "read_table", "read_with_base", "table_part"]
