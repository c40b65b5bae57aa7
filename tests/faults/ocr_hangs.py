#!/usr/bin/env python3
"""A false ocrmypdf that never ends, and has started a child that never ends either."""

from _hanging import hang
from _reader import called

called()
hang()
