#!/usr/bin/env python3
"""A false ocrmypdf that is killed before it has written anything."""

import os
import signal

from _reader import called

called()
os.kill(os.getpid(), signal.SIGKILL)
