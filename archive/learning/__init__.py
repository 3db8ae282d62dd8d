"""What can be learnt from an archive: topics from corrections, a profile from a few issues."""
