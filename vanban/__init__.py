"""vanban makes the papers of the yearly review season and binds them into packets.

Holds the version; every room below says in four lines what it holds, takes, gives and never does.
"""

import os

# What else is installed beside this program has no part in reading its facts, and need not be looked for.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

__version__ = "0.1.0"

__all__ = ["__version__"]
