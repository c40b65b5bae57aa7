#!/usr/bin/env python3
"""A false office program that never ends, and has started a child that never ends either."""

from _hanging import hang
from _office import targets

targets()
hang()
