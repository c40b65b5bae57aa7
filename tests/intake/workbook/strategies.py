"""Any noun the models allow, with any text a file of facts may hold."""

from __future__ import annotations

import string
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from vanban.viet import YEARS, nfc

_PRINTABLE = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"), include_characters="\n\t\r", exclude_characters="\ufeff"
)
_TRICKY = st.sampled_from(
    [
        *(
            "=1+1",
            '=HYPERLINK("x")',
            "+84",
            "-",
            "@x",
            "01",
            "1e3",
            "no",
            "#N/A",
            "⟦a⟧",
            "_x000D_",
            "Nam",
            "Có",
            "a\nb",
        ),
        *("a\nb", "x – y", "NGUYỄN VĂN A", "NguyÔn V¨n A", "24/11/2021", "Tổng cộng", "Hoàn thành nhiệm vụ", "1. a"),
        *("(1)", "\\n", "a\\b", "giữ nguyên", "⟦giữ nguyên⟧", "a\rb", "4¹", "Họ và tên", "Mã"),
    ]
)


def texts(least: int = 1) -> st.SearchStrategy[str]:
    plain = st.text(_PRINTABLE, min_size=least, max_size=25).map(nfc)
    return st.one_of(plain, _TRICKY)


def full_texts() -> st.SearchStrategy[str]:
    return texts().map(str.strip).filter(bool)


CODES = st.text(string.ascii_letters + string.digits + "-", min_size=1, max_size=8).filter(lambda s: s[0] != "-")
_SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    date: st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)),
    time: st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    Decimal: st.decimals(0, 100, places=2).map(lambda points: f"{points:f}".replace(".", ",")),
    float: st.integers(0, 100).map(str),
}


def values(kind: Any, marks: tuple[Any, ...] = ()) -> st.SearchStrategy[Any]:
    """Plain values for an annotation of a model's field."""
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *more = get_args(kind)
        more = [part for mark in more for part in getattr(mark, "metadata", None) or [mark]]
        return values(inner, (*marks, *more))
    if origin is Union or origin.__class__.__name__ == "UnionType" or str(origin) == "<class 'types.UnionType'>":
        return st.one_of(*(st.none() if arg is type(None) else values(arg, marks) for arg in get_args(kind)))
    if origin is Literal:
        return st.sampled_from(get_args(kind))
    if origin is tuple:
        least = max((getattr(mark, "min_length", 0) or 0 for mark in marks), default=0)
        return st.lists(values(get_args(kind)[0]), min_size=least, max_size=3)
    if origin is dict:
        return st.dictionaries(texts(0), values(get_args(kind)[1]), max_size=3)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return records(kind)
    if kind is int:
        least = max((getattr(mark, "ge", 0) or 0 for mark in marks), default=0)
        most = min((getattr(mark, "le", None) or 10**20 for mark in marks), default=10**20)
        return st.integers(least, most)
    if kind is str:
        return _text(marks)
    return _SIMPLE[kind]


def _text(marks: tuple[Any, ...]) -> st.SearchStrategy[str]:
    if any(getattr(mark, "pattern", None) for mark in marks):
        return CODES
    most = min((getattr(mark, "max_length", None) or 10**6 for mark in marks), default=10**6)
    wanted = full_texts() if any(getattr(mark, "strip_whitespace", None) for mark in marks) else texts(0)
    return wanted.filter(lambda text: len(text) <= most)


def records(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """Plain values of a model by alias; what has a default may be left out."""
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in model.model_fields.items():
        kind: Any = field.annotation
        for mark in field.metadata:
            kind = Annotated[kind, mark]
        (required if field.is_required() else optional)[field.alias or name] = values(kind)
    return st.fixed_dictionaries(required, optional=optional).map(_without_none)


def _without_none(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None}
