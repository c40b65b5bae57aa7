"""A Word file read into a DocxView: every property resolved once.

Holds: the package and its limits, styles, numbering, theme, runs, tables, sections. Takes: bytes. Gives: the nouns of
`views`. Never: judges, writes, runs what the file holds.
"""
