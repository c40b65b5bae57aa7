"""How LibreOffice is run here: unseen, in a profile of its own, deaf to macros and links."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import Final

from vanban.convert.office import Office

_SETTINGS: Final = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Setup/Office", "ooSetupInstCompleted", "true"),
    # The first start of a version draws pictures to try the graphics, and a start without a window never remembers it:
    # three quarters of the time of every start.
    ("Setup/Product", "ooSetupLastVersion", "9999.9"),
)
# In a profile that was last used by another build LibreOffice looks for extensions, in a program of its own: a third of
# the time of a start. Where it has some (dictionaries, on Windows) it must.
_BUILD: Final = re.compile(r"^buildid=(.+)$", re.MULTILINE)
_EXTENSIONS: Final = ("share/extensions", "Resources/extensions")
_VERSIONS: Final = ("versionrc", "version.ini", "../Resources/versionrc")
_REGISTRY: Final = "http://openoffice.org/2001/registry"

# A paper is some hundred thousand small objects: with longer lists of free ones glibc spends a seventh less time.
_MEMORY: Final = "glibc.malloc.tcache_count=4000:glibc.malloc.hugetlb=1"
# Where jemalloc is installed (Debian: libjemalloc2), it spends another twelfth less.
_ALLOCATORS: Final = (Path("/usr/lib"), "*-linux-gnu*/libjemalloc.so.2")
# In pages of 2 MB, where Linux gives such, another twentieth less, for 20 MB more.
_LARGE_PAGES: Final = "thp:always"


def headless(office: Office, profile: Path) -> list[str]:
    """The start of a command that runs LibreOffice unseen in a profile of its own."""
    return [
        str(_itself(office)),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
    ]


def _itself(office: Office) -> Path:
    """LibreOffice without the script that starts it, and again when it asks for that: for new extensions only.

    The script and what it looks for are a tenth of a second of every start.
    """
    own = office.program.resolve().with_name("soffice.bin")
    return own if os.name == "posix" and own.is_file() and _build_of(office) else office.program


def own_profile(office: Office, profile: Path) -> Path:
    """A LibreOffice profile with macros and links off, made when it is not there."""
    user = profile / "user"
    if not user.is_dir():
        extensions = user / "extensions"
        extensions.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(profile_settings(), encoding="utf-8")
        build = _build_of(office)
        if build:
            (extensions / "buildid").write_text(build, encoding="utf-8")
    return profile


def _build_of(office: Office) -> str:
    """What LibreOffice calls its own build; "" when it does not say so where it usually does, or has extensions."""
    folder = office.program.resolve().parent
    if any(each.is_dir() for name in _EXTENSIONS for each in (folder.parent / name).glob("*")):
        return ""
    for name in _VERSIONS:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            found = _BUILD.search((folder / name).read_text(encoding="utf-8"))
            return found[1].strip() if found else ""
    return ""


def calm_environment() -> dict[str, str]:
    """What every LibreOffice process sees."""
    fixed = {"SAL_USE_VCLPLUGIN": "svp", "SAL_DISABLE_OPENCL": "1", "LC_ALL": "C.UTF-8"}
    return {"GLIBC_TUNABLES": _MEMORY, **_allocator(), **os.environ, **fixed}


def _allocator() -> dict[str, str]:
    """The quicker allocator of this computer, when it has one; one of another architecture is passed over by Linux."""
    folder, pattern = _ALLOCATORS
    found = sorted(map(str, folder.glob(pattern)))
    return {"LD_PRELOAD": " ".join(found), "MALLOC_CONF": _LARGE_PAGES} if found else {}


def profile_settings() -> str:
    """registrymodifications.xcu of a new profile: macros and links off, no first start."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="{_REGISTRY}">{items}</oor:items>'
