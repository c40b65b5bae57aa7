#!/usr/bin/env python3
"""A false office program whose PDFs are whole but have no page."""

from _office import pdf, targets

for target in targets():
    target.write_bytes(pdf(pages=0))
