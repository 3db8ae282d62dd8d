"""Measured claims; never packaged."""
