#!/usr/bin/env python3
"""A false ocrmypdf whose PDF is cut off."""

from _reader import called

scan, target = called()
whole = scan.read_bytes()
target.write_bytes(whole[: len(whole) // 2])
