"""Similar items: the items that share words, facet values and a time with an item or a text."""
