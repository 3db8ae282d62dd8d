"""Profiles: descriptions of publications in TOML files, for issues that the splitter cannot split by itself.

A profile is optional. `profile` defines what it holds, `toml_file` reads and writes it, `recognition` finds
the profile of an issue, and `selectors` implements its CSS selectors. `archive.learning.profile_proposals`
proposes a profile from a few issues.
"""
