"""How a false program never ends, and tells who is still alive."""

import os
import signal
from pathlib import Path


def hang() -> None:
    """Never end, and start a child that never ends either.

    Parent and child each write one letter into the pipe named by VANBAN_THU_ONG and keep it open while they live.
    """
    child = os.fork() == 0
    with Path(os.environ["VANBAN_THU_ONG"]).open("wb", buffering=0) as pipe:
        pipe.write(b"c" if child else b"p")
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            signal.pause()
