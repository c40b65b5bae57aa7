"""Text typed for the old Vietnamese fonts (TCVN3: .VnTime; VNI: VNI-Times) becomes Unicode. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

from vanban.viet import nfc

Encoding = Literal["TCVN3", "VNI"]

_TCVN3: Final = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE = "\u0302", "\u0306"
_VNI_MARKS: Final = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _HAT, "á": _HAT + _ACUTE, "à": _HAT + _GRAVE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE, "ä": _HAT + _DOT,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS: Final = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_UNICODE_ONLY: Final = re.compile("[ĂăĐđƠơƯưẠ-ỹ]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_TONES: Final = frozenset((_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT))
_SYLLABLE: Final = re.compile(
    r"(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(uyê|iêu|yêu|oai|oay|oeo|uây|ươi|ươu|uôi|uya|uyu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|ua|uâ|uê|ui|uô"
    r"|uơ|uy|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy])"
    r"(ch|ng|nh|[cmnpt])?"
)
_ENOUGH: Final = 0.8
_CLEARLY: Final = 0.2
_FEW_LETTERS: Final = 4


def to_unicode(text: str) -> tuple[str, Encoding | None]:
    """The text in Unicode, and the old encoding it was in; unchanged and None when it was in none.

    It is taken for an old encoding only when most of its words are Vietnamese syllables after decoding and were not
    before.
    """
    if text.isascii() or _UNICODE_ONLY.search(text):
        return text, None
    before = _plausible(text)
    if before == 1.0:
        return text, None
    tried: list[tuple[float, str, Encoding]] = []
    for name, decoded in (("TCVN3", _from_tcvn3(text)), ("VNI", _from_vni(text))):
        tried.append((_plausible(decoded), decoded, "TCVN3" if name == "TCVN3" else "VNI"))
    score, decoded, encoding = max(tried, key=lambda one: one[0])
    if score >= _ENOUGH and score >= before + _CLEARLY and _says_enough(decoded):
        return decoded, encoding
    return text, None


def _from_tcvn3(text: str) -> str:
    """Words in capitals were typed with the small letters' codes and a font of capitals: the case is kept as typed."""
    return "".join(_TCVN3.get(char, char) for char in text)


def _from_vni(text: str) -> str:
    out: list[str] = []
    for char in text:
        small = char.lower()
        base = unicodedata.normalize("NFD", out[-1])[:1].lower() if out else ""
        marks = _VNI_MARKS.get(small)
        if marks is not None and base in set("aeouy"):
            out[-1] = nfc(out[-1] + marks)
            continue
        letter = _VNI_LETTERS.get(small, small)
        out.append(letter.upper() if char != small else letter)
    return "".join(out)


def _plausible(text: str) -> float:
    """The share of words that are Vietnamese syllables, 0–1; 0 when there is no word."""
    words = _WORD.findall(text)
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def _says_enough(text: str) -> bool:
    """Beside numbers a few letters prove nothing: `24 × 7` and `5 µm` are no old font."""
    letters = sum(map(len, _WORD.findall(text)))
    return letters >= _FEW_LETTERS or not any(char.isdigit() for char in text)


@lru_cache(maxsize=8192)
def _is_syllable(word: str) -> bool:
    letters = unicodedata.normalize("NFD", word.lower())
    if sum(char in _TONES for char in letters) > 1:
        return False
    return _SYLLABLE.fullmatch(nfc("".join(char for char in letters if char not in _TONES))) is not None
