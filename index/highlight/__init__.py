"""Highlighting: the matches of a query in a text, and the snippet that shows most of them."""
