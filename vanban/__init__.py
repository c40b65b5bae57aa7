"""vanban makes the papers of the yearly review season and binds them into packets.

Holds the version; every room below says in four lines what it holds, takes, gives and never does.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("vanban")
except PackageNotFoundError:  # running from a source tree that was never installed
    __version__ = "0"

__all__ = ["__version__"]
