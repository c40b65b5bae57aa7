#!/usr/bin/env python3
"""A false office program whose machine has no Times: its PDFs are set in another face."""

from _office import pdf, targets

FONT = (
    "/F1 << /Type /Font /Subtype /TrueType /BaseFont /BAAAAA+DejaVuSans"
    " /FontDescriptor << /Type /FontDescriptor /FontName /BAAAAA+DejaVuSans /FontFile2 1 0 R >> >>"
)
for number, target in enumerate(targets()):
    target.write_bytes(pdf(fonts=FONT, inherited=number % 2 == 1))
