"""Plain values become nouns; what does not fit is told in Vietnamese, with its line and the nearest known key."""

from __future__ import annotations

import difflib
import types
from collections.abc import Mapping
from typing import Annotated, Any, Final, Protocol, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from vanban.errors import Problem

FactType = TypeVar("FactType", bound=BaseModel)


class Origin(Protocol):
    """Nơi ghi dữ kiện: plain values, and where each of them stands: a line of a file, a cell of a workbook."""

    @property
    def file(self) -> str:
        """The file or sheet."""

    @property
    def values(self) -> Any:
        """The plain values."""

    def place(self, *route: str | int) -> str:
        """Where the value at a route stands, or the nearest thing above it."""

    def called(self, *route: str | int) -> str:
        """What a clerk calls the value at a route; the key itself in a file."""


_MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("Thiếu mục “{key}”", "thêm mục này"),
    "string_type": ("Mục “{key}” để trống hoặc không phải chữ", "ghi nội dung, hoặc bỏ hẳn mục nếu không bắt buộc"),
    "string_too_short": ("Mục “{key}” để trống", "ghi nội dung; nếu không có thì ghi “Không có.”"),
    "empty": ("Mục “{key}” để trống", "ghi nội dung, hoặc bỏ hẳn mục nếu không bắt buộc"),
    "too_short": ("Mục “{key}” chưa có nội dung", "ghi nội dung; nếu không có thì ghi “Không có.”"),
    "tuple_type": ("Mục “{key}” phải là danh sách", "ghi mỗi ý một dòng, bắt đầu bằng dấu gạch ngang"),
    "dict_type": ("Mục “{key}” phải gồm các mục con", "xem tệp mẫu"),
    "model_type": ("Mục “{key}” phải gồm các mục con", "xem tệp mẫu"),
    "model_attributes_type": ("Mục “{key}” phải gồm các mục con", "xem tệp mẫu"),
    "int_parsing": ("Mục “{key}” phải là số nguyên, đang ghi “{value}”", "ghi lại bằng chữ số"),
    "int_type": ("Mục “{key}” phải là số nguyên", "ghi bằng chữ số"),
    "int_from_float": ("Mục “{key}” phải là số nguyên, đang ghi “{value}”", "ghi lại bằng chữ số"),
    "greater_than_equal": ("Mục “{key}” nhỏ hơn mức cho phép: “{value}”", "kiểm tra lại số"),
    "less_than_equal": ("Mục “{key}” lớn hơn mức cho phép: “{value}”", "kiểm tra lại số"),
    "literal_error": ("Mục “{key}” ghi “{value}”, không thuộc các giá trị cho phép", "chọn một trong: {expected}"),
    "string_pattern_mismatch": (
        "Mục “{key}” ghi “{value}” không đúng dạng mã",
        "mã chỉ gồm chữ không dấu, chữ số và dấu -, không quá 40 ký tự",
    ),
}


def to_fact(model: type[FactType], source: Origin) -> tuple[FactType | None, list[Problem]]:
    """The noun read from a file, or None and every problem found in it."""
    try:
        return model.model_validate(source.values, by_alias=True, by_name=False), []
    except ValidationError as error:
        details = _without_shadows(error.errors(include_url=False))
        return None, [_problem(detail, model, source) for detail in details]


def _without_shadows(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """A value that may be a code or a named signer fails both ways; what is said of the way meant is enough."""
    kept: dict[tuple[int | str, ...], ErrorDetails] = {}
    for detail in details:
        kept.setdefault(_route(detail), detail)
    deeper = {route[:size] for route in kept for size in range(len(route))}
    return [detail for route, detail in kept.items() if route not in deeper]


def _route(detail: ErrorDetails) -> tuple[int | str, ...]:
    """The way to the value, without the union branches pydantic adds."""
    return tuple(step for step in detail["loc"] if not (isinstance(step, str) and _is_branch(step)))


def _is_branch(step: str) -> bool:
    return "[" in step or step in {"str", "NamedSigner", "constrained-str"}


def _problem(detail: ErrorDetails, model: type[BaseModel], source: Origin) -> Problem:
    route = _route(detail)
    place = source.place(*route)
    key = source.called(*route)
    if detail["type"] == "extra_forbidden":
        return _unknown_key(key, _keys_at(model, route[:-1]), place, source.file)
    message, remedy = _MESSAGES.get(_kind(detail), ("Mục “{key}”: {said}", "sửa lại giá trị"))
    value = _shown(detail.get("input"))
    words = {"key": key, "value": value, "said": detail["msg"], "expected": _expected(detail)}
    return Problem(_code(detail), message.format(**words), place, remedy.format(**words), file=source.file)


def _kind(detail: ErrorDetails) -> str:
    """What is wrong with the value; that nothing was typed says more than that it is no date or number."""
    telling = detail["type"] in {"string_too_short", "literal_error"}
    return "empty" if detail.get("input") == "" and not telling else detail["type"]


def _code(detail: ErrorDetails) -> str:
    return "DL-21" if detail["type"] == "missing" else "DL-22"


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _expected(detail: ErrorDetails) -> str:
    return str(detail.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")


def _unknown_key(key: str, known: list[str], place: str, file: str) -> Problem:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    remedy = f"có phải “{near[0]}”?" if near else f"các mục được phép: {', '.join(known)}"
    return Problem("DL-20", f"Không có mục tên “{key}”", place, remedy, file=file)


def _keys_at(model: type[BaseModel], route: tuple[int | str, ...]) -> list[str]:
    """The keys allowed where the route leads."""
    current: Any = model
    for step in route:
        current = _step(current, step)
    found = _model_in(current)
    return [field.alias or name for name, field in found.model_fields.items()] if found else []


def _step(kind: Any, step: int | str) -> Any:
    found = _model_in(kind)
    if found and isinstance(step, str) and not _container(kind):
        by_alias = {field.alias or name: field.annotation for name, field in found.model_fields.items()}
        return by_alias.get(step)
    container = _container(kind)
    return get_args(container)[-1 if get_origin(container) is dict else 0] if container else kind


def _container(kind: Any) -> Any:
    """The tuple or dict inside an annotation, None when it holds neither."""
    if get_origin(kind) in (tuple, dict):
        return kind
    if get_origin(kind) in (Annotated, Union, types.UnionType):
        return next((found for arg in get_args(kind) if (found := _container(arg))), None)
    return None


def _model_in(kind: Any) -> type[BaseModel] | None:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    if get_origin(kind) in (Annotated, Union, types.UnionType, tuple, dict):
        return next((found for arg in get_args(kind) if (found := _model_in(arg))), None)
    return None
