"""How alike two texts are, by the runs of words that they share."""
