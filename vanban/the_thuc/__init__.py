"""Judgement of form: views of a Word file and of a PDF, the rules of thể thức, and what they find.

Holds: the two readers, the finder of a document's parts, one function per rule. Takes: a .docx or a .pdf, and what
the caller knows of it. Gives: findings with place, clause and remedy. Never: raises for a finding, writes (only
`annotate` and `repair` make copies), knows a season.
"""
