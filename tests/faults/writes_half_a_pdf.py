#!/usr/bin/env python3
"""A false office program whose PDFs are cut off, with an exit code that says all went well."""

from _office import pdf, targets

for target in targets():
    whole = pdf()
    target.write_bytes(whole[: len(whole) // 2])
