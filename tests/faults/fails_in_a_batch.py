#!/usr/bin/env python3
"""A false office program that converts the first paper of a batch only; a paper that comes alone is well served."""

from _office import pdf, targets

targets()[0].write_bytes(pdf(pages=2))
