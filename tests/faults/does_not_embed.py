#!/usr/bin/env python3
"""A false office program that names the right face but does not put it into the PDF."""

from _office import pdf, targets

for target in targets():
    target.write_bytes(pdf(fonts="/F1 << /Type /Font /Subtype /TrueType /BaseFont /LiberationSerif >>"))
