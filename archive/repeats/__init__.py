"""Texts that repeat others, told by the runs of words they share."""
