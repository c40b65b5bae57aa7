"""The face is looked at before anything is printed: four styles, all Vietnamese letters."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from vanban.convert import FontFamily, find_fonts
from vanban.convert import fonts as room
from vanban.convert.fonts import private_fontconfig
from vanban.errors import ConvertError
from vanban.store import Shelf


@pytest.fixture(scope="module")
def installed() -> FontFamily:
    room._search.cache_clear()
    return find_fonts()


@pytest.fixture
def folder(tmp_path: Path, installed: FontFamily, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that is the only place where fonts are looked for."""
    place = tmp_path / "phong"
    place.mkdir()
    monkeypatch.setenv("VANBAN_PHONG", str(place))
    room._search.cache_clear()
    yield place
    room._search.cache_clear()


def without_vietnamese(source: Path, target: Path) -> None:
    """The font as older builds were: Latin with accents, but without U+1EA0–1EF9."""
    options = Options()
    options.name_IDs = ["*"]
    with TTFont(source) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[code for code in font.getBestCmap() if not 0x1EA0 <= code <= 0x1EF9])
        subsetter.subset(font)
        font.save(target)


def test_the_installed_family_has_every_vietnamese_letter_in_four_faces(installed: FontFamily) -> None:
    assert len({path.name for path in installed.files}) == 4
    assert installed.letters >= {*range(0x1EA0, 0x1EFA), *map(ord, "ăâđêôơưĂÂĐÊÔƠƯ–“”")}


def test_the_regular_face_comes_first(installed: FontFamily) -> None:
    with TTFont(installed.regular) as font:
        assert font["name"].getDebugName(2) == "Regular"


def test_four_faces_in_the_named_folder_are_found(folder: Path, installed: FontFamily) -> None:
    for file in installed.files:
        shutil.copyfile(file, folder / file.name)
    assert {path.parent for path in find_fonts().files} == {folder}


def test_a_family_without_vietnamese_letters_is_refused_and_the_package_is_named(
    folder: Path, installed: FontFamily
) -> None:
    for file in installed.files:
        without_vietnamese(file, folder / file.name)
    with pytest.raises(ConvertError, match="fonts-liberation2") as caught:
        find_fonts()
    assert [problem.code for problem in caught.value.problems] == ["PH-01"]


def test_one_face_without_vietnamese_letters_spoils_the_family(folder: Path, installed: FontFamily) -> None:
    for file in installed.files[:3]:
        shutil.copyfile(file, folder / file.name)
    without_vietnamese(installed.files[3], folder / installed.files[3].name)
    with pytest.raises(ConvertError, match="fonts-liberation2"):
        find_fonts()


def test_a_family_that_lacks_a_face_is_refused(folder: Path, installed: FontFamily) -> None:
    for file in installed.files[:3]:
        shutil.copyfile(file, folder / file.name)
    with pytest.raises(ConvertError, match="fonts-liberation2"):
        find_fonts()


def test_a_file_that_is_no_font_is_passed_over(folder: Path, installed: FontFamily) -> None:
    (folder / "Times.ttf").write_bytes(b"not a font")
    (folder / "tinos.ttf").write_bytes(b"")
    for file in installed.files:
        shutil.copyfile(file, folder / file.name)
    assert find_fonts().name == installed.name


def test_libreoffice_is_shown_no_other_font(tmp_path: Path, installed: FontFamily) -> None:
    config = private_fontconfig(installed, tmp_path / "a & b")
    tree = ElementTree.parse(config).getroot()
    folders = [Path(str(element.text)) for element in tree.iter("dir")]
    assert [sorted(path.name for path in place.iterdir()) for place in folders] == [
        sorted(path.name for path in installed.files)
    ]


def test_what_is_known_of_font_files_is_kept_until_one_changes(
    folder: Path, installed: FontFamily, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in installed.files:
        shutil.copyfile(file, folder / file.name)
    shelf = Shelf(tmp_path / "kho")
    found = find_fonts(shelf)
    assert found == find_fonts()
    described = room._describe
    read: list[str] = []

    def counted(path: Path) -> tuple[str, str, frozenset[int]]:
        read.append(path.name)
        return described(path)

    monkeypatch.setattr(room, "_describe", counted)
    assert find_fonts(shelf) == found
    assert read == []
    without_vietnamese(installed.regular, folder / installed.regular.name)
    with pytest.raises(ConvertError, match="bốn kiểu"):
        find_fonts(shelf)
    assert read == [installed.regular.name]
