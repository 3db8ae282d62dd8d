"""The parts of reading event dates: what words may name, what they mean, and what is no event."""
