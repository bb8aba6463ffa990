"""The RACI workbook: duties, live checks and findings in one Excel file (`bpr.export.workbook.raci_workbook`)."""
