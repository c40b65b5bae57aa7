"""ocrmypdf: the words of scanned pages, read by a machine; asked for, looked for, run under a deadline, not believed.

Only a layer of unseen words is wanted: the pages themselves must come back as they were, else the result is left.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pikepdf
import pypdfium2

from vanban.convert.inspect import page_count
from vanban.convert.soffice import Running
from vanban.errors import Problem

PACKAGES: Final = "ocrmypdf tesseract-ocr-vie"
LANGUAGE: Final = "vie"
_SETTING: Final = "ky.yaml, dong_quyen.nhan_dang_chu"
_TESSERACT: Final = "%ProgramFiles%/Tesseract-OCR/tesseract.exe"
_OPTIONS: Final = ("--skip-text", "--output-type", "pdf", "--optimize", "0", "--jobs", "1", "--quiet")
_PROBE_S: Final = 60.0
_BASE_S: Final = 120.0
_PER_PAGE_S: Final = 60.0
_SCALE: Final = 0.25
_NO_WORDS: Final = "không thấy chữ nào trên trang"


@dataclass(frozen=True, slots=True)
class Ocr:
    """Chương trình nhận dạng chữ trên máy; `deadline_s` is for one file, None to go by its pages."""

    program: Path
    deadline_s: float | None = None
    version: str = field(default="", compare=False)

    @property
    def mark(self) -> str:
        """What its results depend on beside the scan: programs, their versions, the language's data."""
        return f"{self.version} {_OPTIONS} {LANGUAGE}"

    def recognise(self, source: Path, target: Path, label: str) -> Problem | None:
        """Write the PDF with a layer of words on the pages that have none; says why when there is none to trust."""
        target.unlink(missing_ok=True)
        before = _sides(source)
        deadline = self.deadline_s or _BASE_S + _PER_PAGE_S * len(before)
        with tempfile.TemporaryDirectory(prefix="vanban-") as name:
            folder = Path(name)
            given, made = folder / "vao.pdf", folder / "ra.pdf"
            shutil.copyfile(source, given)
            with contextlib.suppress(OSError):  # the program is gone or no program
                Running().run(self._command(given, made, deadline), _environment(folder), deadline)
            doubt = _doubt(before, made, deadline)
            if not doubt:
                shutil.move(made, target)
        return _refused(doubt, label) if doubt else None

    def _command(self, given: Path, made: Path, deadline: float) -> list[str]:
        # A page that takes long is waited for: words must not depend on how busy the machine is.
        patience = str(max(1, round(deadline)))
        options = ("--language", LANGUAGE, *_OPTIONS, "--tesseract-timeout", patience)
        return [str(self.program), *options, str(given), str(made)]


def find_ocr() -> Ocr | Problem:
    """The program that reads scans, or what is missing, with the packages to install."""
    program = shutil.which("ocrmypdf")
    if program is None:
        return _missing("NC-01", "Không tìm thấy ocrmypdf")
    version = _answer(program, "--version")
    if re.match(r"\D*\d+\.\d+", version) is None:
        return _missing("NC-01", "ocrmypdf không khởi động được")
    tesseract = shutil.which("tesseract") or os.path.expandvars(_TESSERACT)
    if LANGUAGE not in _answer(tesseract, "--list-langs").split():
        return _missing("NC-02", "Tesseract không có dữ liệu tiếng Việt (vie)")
    versions = f"{version} {_answer(tesseract, '--version')}"
    return Ocr(Path(program), version=" ".join(versions.split()))


def _missing(code: str, what: str) -> Problem:
    remedy = f"cài gói: sudo apt-get install {PACKAGES}; không cần tìm chữ trong ảnh quét thì bỏ mục này"
    return Problem(code, f"{what} nên ảnh quét chưa được nhận dạng chữ", _SETTING, remedy, "canh-bao")


def _refused(doubt: str, label: str) -> Problem:
    message = f"Không nhận dạng được chữ của ảnh quét ({doubt}), đóng quyển như tệp vốn có"
    remedy = "quét lại ngay ngắn, rõ nét ở 300 dpi rồi lập lại, hoặc dùng tệp đã có lớp chữ"
    return Problem("NC-03", message, label, remedy, "goi-y" if doubt == _NO_WORDS else "canh-bao")


def _answer(program: str, word: str) -> str:
    """What a program says when asked; nothing when it does not start or fails."""
    try:
        done = subprocess.run([program, word], capture_output=True, timeout=_PROBE_S, check=False, text=True)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr if done.returncode == 0 else ""


def _environment(folder: Path) -> dict[str, str]:
    """One thread, so that the same scan gives the same words; what a killed run leaves goes with the folder."""
    own = {name: str(folder) for name in ("TMPDIR", "TEMP", "TMP")}
    return {**os.environ, **own, "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}


# ---------------------------------------------------------------- the result looked at


@dataclass(frozen=True, slots=True)
class _Side:
    """A page: its boxes, turn and unit, its words, and the digest of what it shows."""

    shape: tuple[float, ...]
    words: str
    shown: bytes


def _sides(path: Path) -> tuple[_Side, ...]:
    with pikepdf.open(path, suppress_warnings=True) as pdf:
        units = [float(page.obj.get("/UserUnit", 1)) for page in pdf.pages]
    with pypdfium2.PdfDocument(path) as pdf:
        return tuple(_side(page, unit) for page, unit in zip(pdf, units, strict=True))


def _side(page: pypdfium2.PdfPage, unit: float) -> _Side:
    boxes = (*page.get_mediabox(), *page.get_cropbox(), page.get_rotation(), unit)
    textpage = page.get_textpage()
    try:
        words = " ".join(str(textpage.get_text_range()).split())
    finally:
        textpage.close()
    picture = page.render(scale=_SCALE, draw_annots=False, may_draw_forms=False).to_pil()
    return _Side(tuple(round(side, 1) for side in boxes), words, hashlib.sha256(picture.tobytes()).digest())


def _doubt(before: Sequence[_Side], made: Path, deadline: float) -> str:
    """Why a result cannot be believed, "" when it can."""
    try:
        after = _sides(made) if page_count(made) else ()
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError):
        after = ()
    if not after:
        return f"ocrmypdf không cho ra tệp PDF hoàn chỉnh trong {deadline:.0f} giây"
    if len(after) != len(before):
        return f"kết quả có {len(after)} trang, tệp có {len(before)} trang"
    for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
        if old.shape != new.shape:
            return f"kết quả đổi khổ trang {number}"
        if old.words and old.words != new.words:
            return f"kết quả đổi chữ vốn có của trang {number}"
        if old.shown != new.shown:
            return f"kết quả đổi hình ảnh trang {number}"
    return "" if any(new.words and not old.words for old, new in zip(before, after, strict=True)) else _NO_WORDS
