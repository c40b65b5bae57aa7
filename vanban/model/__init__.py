"""The nouns: what an office knows, what the law asks, and the life of a paper.

Holds: frozen records with Vietnamese keys. Takes: plain values. Gives: checked values.
Never: files, the clock, any document library.
"""
