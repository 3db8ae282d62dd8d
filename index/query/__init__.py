"""The query language: lexer, parser, query nodes, and the unparser that is the parser's inverse."""
