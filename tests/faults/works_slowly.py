#!/usr/bin/env python3
"""A false office program that does its work, in its own time."""

import time

from _office import pdf, targets

for target in targets():
    time.sleep(3)
    target.write_bytes(pdf())
