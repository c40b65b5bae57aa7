from __future__ import annotations

import importlib
import inspect
import pkgutil
import re

import pytest

import vanban.model

# Classes whose Vietnamese term has no marks, or that have no Vietnamese term.
EXCEPTIONS: frozenset[str] = frozenset()


def _classes() -> list[type]:
    names = [info.name for info in pkgutil.iter_modules(vanban.model.__path__)]
    modules = [importlib.import_module(f"vanban.model.{name}") for name in names]
    return [
        kind
        for module in modules
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if kind.__module__ == module.__name__
    ]


@pytest.mark.parametrize("kind", _classes(), ids=lambda kind: kind.__name__)
def test_a_noun_is_introduced_by_its_vietnamese_term(kind: type) -> None:
    if kind.__name__ in EXCEPTIONS:
        return
    term = re.split(r"[:.,;(]", inspect.cleandoc(kind.__doc__ or ""), maxsplit=1)[0]
    assert term[:1].isupper()
    assert not term.isascii()
