"""Profiles: what someone wrote down about a publication, in a TOML file, where guessing is not enough.

None is needed. `records` says what one holds, `loading` reads it, `recognising` finds the one for an issue,
`selectors` are its CSS, `learning` proposes one from a few issues.
"""
