"""RACI workbooks that come back: what bpr wrote (`snapshot`), and what people made of it (`reading`)."""
