"""How items are found: the query language, the field table, the engines and what keeps them in step."""
