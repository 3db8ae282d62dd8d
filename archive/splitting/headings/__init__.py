"""Headings that a source does not mark as such: prominent lines, and titles that are links."""
