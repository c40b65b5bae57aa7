"""The theme: what its font names and colour names stand for."""

from __future__ import annotations

from typing import Final

from vanban.the_thuc.regex import regex
from vanban.the_thuc.word.names import A, Element, W

_SLOTS: Final = {"Ascii": "latin", "HAnsi": "latin", "EastAsia": "ea", "Bidi": "cs"}
_MAPPED: Final = {
    "text1": "dk1",
    "dark1": "dk1",
    "background1": "lt1",
    "light1": "lt1",
    "text2": "dk2",
    "dark2": "dk2",
    "background2": "lt2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_HEX: Final = regex("[0-9A-Fa-f]{6}")


class Theme:
    """Chủ đề: faces and colours by the names that runs use for them."""

    def __init__(self, root: Element | None) -> None:
        self._fonts: dict[str, str] = {}
        self._colors: dict[str, str] = {}
        if root is None:
            return
        for kind in ("major", "minor"):
            font = root.find(f".//{A}{kind}Font")
            for name, slot in _SLOTS.items():
                face = font.find(A + slot) if font is not None else None
                self._fonts[kind + name] = face.get("typeface", "") if face is not None else ""
        scheme = root.find(f".//{A}clrScheme")
        for item in scheme if scheme is not None else ():
            if len(item):
                color = item[0].get("lastClr") or item[0].get("val") or ""
                self._colors[item.tag.rpartition("}")[2]] = color.upper()

    def font(self, name: str) -> str:
        """The face a theme name (`minorHAnsi`) stands for, "" when the theme has none."""
        return self._fonts.get(name, "")

    def color(self, element: Element, value: str = "val", themed: str = "themeColor") -> str:
        """The colour of a w:color or border: `auto` or `RRGGBB`.

        A tinted or shaded theme colour is taken as the program that saved the file computed it.
        """
        typed = element.get(W + value, "auto")
        name = element.get(W + themed)
        if name is None or element.get(W + "themeTint") or element.get(W + "themeShade"):
            return typed.upper() if _HEX.fullmatch(typed) else "auto"
        plain = self._colors.get(_MAPPED.get(name, name), typed)
        return plain.upper() if _HEX.fullmatch(plain) else "auto"
