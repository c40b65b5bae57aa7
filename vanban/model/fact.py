"""What every noun read from a file has in common, and the kinds of values clerks type."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated, Any, Final, LiteralString

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from vanban.viet import YEARS, typed_day

_DATE: Final = re.compile(r"\d{1,2}/\d{1,2}/(\d{4})")
_TIME: Final = re.compile(r"(\d{1,2})[:hg](\d{2})")
_YES_NO: Final = {"co": True, "có": True, "khong": False, "không": False}


class Fact(BaseModel):
    """Dữ kiện: a frozen, closed record; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


def _date(value: Any) -> Any:
    if isinstance(value, date) and value.year in YEARS:
        return value
    text = f"{value:%d/%m}/{value.year:04d}" if isinstance(value, date) else str(value)
    day = typed_day(text)
    if day is None:
        raise PydanticCustomError("ngay", _why_no_date(text), {"value": text})
    return day


def _why_no_date(text: str) -> LiteralString:
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return "“{value}” không phải ngày; viết ngày/tháng/năm, năm đủ bốn chữ số"
    if int(match[1]) in YEARS:
        return "không có ngày {value} trong lịch"
    return f"ngày {{value}} có năm không đúng; năm phải từ {YEARS[0]} đến {YEARS[-1]}"


def _time(value: Any) -> Any:
    if isinstance(value, time):
        return value
    match = _TIME.fullmatch(str(value).strip())
    if match and int(match[1]) < 24 and int(match[2]) < 60:
        return time(int(match[1]), int(match[2]))
    raise PydanticCustomError("gio", "“{value}” không phải giờ; viết như 14:00", {"value": str(value)})


def _flag(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    answer = _YES_NO.get(str(value).strip().lower())
    if answer is None:
        raise PydanticCustomError("co_khong", "“{value}” phải là co hoặc khong", {"value": str(value)})
    return answer


def _lines(value: Any) -> Any:
    """A text of one or more paragraphs: a list, or one text whose lines are paragraphs."""
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    return value


def _listed(value: Any) -> Any:
    """A list typed as one word means a list of one."""
    return [value] if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Date = Annotated[date, BeforeValidator(_date)]
Time = Annotated[time, BeforeValidator(_time)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Count = Annotated[int, Field(ge=0)]
Paragraphs = Annotated[tuple[Text, ...], BeforeValidator(_lines), Field(min_length=1)]
OptionalParagraphs = Annotated[tuple[Text, ...], BeforeValidator(_lines)]
Words = Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(min_length=1)]
OptionalWords = Annotated[tuple[Text, ...], BeforeValidator(_listed)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,39}$")]
