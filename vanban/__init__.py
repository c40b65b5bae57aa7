"""vanban makes the papers of the yearly review season and binds them into packets.

Holds the version; every room below says in four lines what it holds, takes, gives and never does.
"""

__version__ = "0.1.0"

__all__ = ["__version__"]
