"""The rules of form, one module per group of clauses; importing this package enters all of them."""

from vanban.the_thuc.rules import (
    date,
    fonts,
    head,
    head_pdf,
    head_state,
    number,
    page,
    page_number,
    page_pdf,
    register,
    title,
)

__all__ = [
    "date",
    "fonts",
    "head",
    "head_pdf",
    "head_state",
    "number",
    "page",
    "page_number",
    "page_pdf",
    "register",
    "title",
]
