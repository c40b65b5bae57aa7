"""The profile of a LibreOffice that runs unseen: nothing is tried out at its start."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from vanban.bundle import Meta, read_faces, write_paper
from vanban.convert import Job, Office, Soffice, find_fonts, find_office
from vanban.convert.profile import calm_environment, headless, own_profile
from vanban.convert.soffice import Running

Jobs = Callable[..., Job]


@pytest.mark.soffice
def test_a_new_profile_makes_a_paper_at_its_first_start_and_tries_no_graphics(job: Jobs, tmp_path: Path) -> None:
    office = find_office(None)
    paper, profile = job("mau-02"), own_profile(office, tmp_path / "ho-so")
    build = (profile / "user" / "extensions" / "buildid").read_text(encoding="utf-8")
    command = [*headless(office, profile), "--convert-to", "pdf", "--outdir", str(tmp_path), str(paper.docx)]
    Running().run(command, calm_environment(), 90.0)
    assert paper.docx.with_suffix(".pdf").is_file()
    assert not list(profile.rglob("GraphicsRenderTests.log"))
    assert (profile / "user" / "extensions" / "buildid").read_text(encoding="utf-8") == build


@pytest.mark.parametrize("said", ["buildid=40(Build:2)\r\n", "", "[Version]\n", None])
def test_a_profile_bears_the_build_where_libreoffice_says_it(tmp_path: Path, said: str | None) -> None:
    program = tmp_path / "program" / "soffice"
    program.parent.mkdir()
    if said is not None:
        (program.parent / "version.ini").write_text(f"[Version]\n{said}", encoding="utf-8")
    build = own_profile(Office(program, "7.4"), tmp_path / "ho-so") / "user" / "extensions" / "buildid"
    assert (build.read_text(encoding="utf-8") if build.is_file() else None) == (
        "40(Build:2)" if said and "=" in said else None
    )


@pytest.mark.skipif(os.name != "posix", reason="LibreOffice for Windows has no script")
@pytest.mark.parametrize(("build", "extension"), [(True, False), (False, False), (True, True)])
def test_libreoffice_is_started_by_itself_unless_it_may_have_to_start_again(
    tmp_path: Path, build: bool, extension: bool
) -> None:
    program = tmp_path / "program" / "soffice"
    program.parent.mkdir()
    for name in ("soffice", "soffice.bin"):
        (program.parent / name).touch()
    (program.parent / "versionrc").write_text("buildid=40" if build else "", encoding="utf-8")
    (tmp_path / "share" / "extensions" / ("dict-en" if extension else "")).mkdir(parents=True)
    link = tmp_path / "bin"
    link.symlink_to(program)
    itself = program.with_name("soffice.bin") if build and not extension else link
    assert headless(Office(link, "7.4"), tmp_path / "ho-so")[0] == str(itself)


def test_what_the_computer_says_of_its_memory_goes_before_what_we_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLIBC_TUNABLES", "glibc.malloc.perturb=1")
    assert calm_environment()["GLIBC_TUNABLES"] == "glibc.malloc.perturb=1"


def test_a_libreoffice_with_extensions_looks_for_them(tmp_path: Path) -> None:
    program = tmp_path / "program" / "soffice"
    (tmp_path / "share" / "extensions" / "dict-en").mkdir(parents=True)
    program.parent.mkdir()
    (program.parent / "versionrc").write_text("buildid=40", encoding="utf-8")
    assert not (own_profile(Office(program, "7.4"), tmp_path / "ho-so") / "user" / "extensions" / "buildid").exists()


@pytest.mark.parametrize("there", [True, False])
def test_an_allocator_is_used_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    monkeypatch.delenv("LD_PRELOAD", raising=False)
    library = tmp_path / "x86_64-linux-gnu" / "libjemalloc.so.2"
    library.parent.mkdir()
    if there:
        library.touch()
    monkeypatch.setattr("vanban.convert.profile._ALLOCATORS", (tmp_path, "*-linux-gnu*/libjemalloc.so.2"))
    monkeypatch.delenv("MALLOC_CONF", raising=False)
    made = calm_environment()
    assert made.get("LD_PRELOAD") == (str(library) if there else None)
    assert made.get("MALLOC_CONF") == ("thp:always" if there else None)


def test_what_the_user_has_loaded_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_PRELOAD", "/mot/thu-vien.so")
    monkeypatch.setenv("MALLOC_CONF", "thp:never")
    assert calm_environment()["LD_PRELOAD"] == "/mot/thu-vien.so"
    assert calm_environment()["MALLOC_CONF"] == "thp:never"


@pytest.mark.soffice
@pytest.mark.skipif(sys.platform != "linux", reason="only there the allocator is another library")
def test_pages_do_not_depend_on_the_allocator(job: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "libjemalloc" in calm_environment()["LD_PRELOAD"], "make install-test"
    faces, meta, made = read_faces(find_fonts().files), Meta("a", "b", date(2021, 12, 1)), []
    paper = job("mau-02", *["Đồng chí Nguyễn Văn Ướm"] * 3)
    for preloaded in (None, ""):
        if preloaded is not None:
            monkeypatch.setenv("LD_PRELOAD", preloaded)
        office = Soffice(find_office(None), find_fonts(), 1)
        office.convert([paper], lambda count: None)
        office.close()
        write_paper(paper.pdf, tmp_path / "a.pdf", meta, faces)
        made.append((tmp_path / "a.pdf").read_bytes())
    assert made[0] == made[1]
