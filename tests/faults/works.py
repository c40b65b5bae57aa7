#!/usr/bin/env python3
"""A false office program that does its work: one blank page for each paper."""

from _office import pdf, targets

for target in targets():
    target.write_bytes(pdf())
