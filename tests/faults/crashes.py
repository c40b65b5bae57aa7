#!/usr/bin/env python3
"""A false office program that is killed in the middle of its first paper."""

import os
import signal

from _office import targets

targets()
os.kill(os.getpid(), signal.SIGKILL)
