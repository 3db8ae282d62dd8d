"""Tagging: `tagger` says what items are about, who, where and when; the other modules find it."""
