#!/usr/bin/env python3
"""Not an office program at all."""

import sys

sys.stdout.write("soffice 1.0\n")
