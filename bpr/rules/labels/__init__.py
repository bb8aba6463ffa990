"""How labels are worded: styles, verbs and forms (handbook 8.2)."""
