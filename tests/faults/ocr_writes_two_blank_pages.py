#!/usr/bin/env python3
"""A false ocrmypdf that writes two blank pages of 595 x 842 points, whatever it was given."""

from _office import pdf
from _reader import called

called()[1].write_bytes(pdf(pages=2))
