"""The list of forms: a code joined to what it is about, how it is titled, and how its context is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, get_type_hints

from vanban.model.document import DocumentNumber
from vanban.model.packet import DossierView, Heading, PacketPlan, Planned
from vanban.model.review import Review


@dataclass(frozen=True, slots=True)
class Request:
    """What a context is made from; `numbers` holds every number reserved so far, by paper key."""

    review: Review
    planned: Planned
    packet: PacketPlan
    numbers: Mapping[str, DocumentNumber] = field(default_factory=dict)
    dossier: DossierView | None = None

    @property
    def number(self) -> DocumentNumber | None:
        """The paper's own number, None while none is reserved."""
        return self.numbers.get(self.planned.key)


ContextBuilder = Callable[[Request], Mapping[str, Any]]
HeadingBuilder = Callable[[Review, Any], Heading]
Calling = Callable[[Review, Any], bool]


def always(review: Review, about: Any) -> bool:
    """A form is made for everything it is about, as far as the regime asks for it."""
    return True


@dataclass(frozen=True, slots=True)
class FormBuilder:
    """Bộ dựng biểu mẫu: `about` is the type the form speaks of, `keys` the names its context gives.

    `called_for` is asked after the regime's own conditions: a reminder has nothing to say when nothing is missing.
    """

    code: str
    about: type
    keys: frozenset[str]
    heading: HeadingBuilder
    context: ContextBuilder
    called_for: Calling = always


BUILDERS: Final[dict[str, FormBuilder]] = {}


def form(
    code: str, about: type, context_type: type, heading: HeadingBuilder, called_for: Calling = always
) -> Callable[[ContextBuilder], ContextBuilder]:
    """Join a form's code to its builder; the regime joins the same code to a template and a series.

    Raises:
        ValueError: the code has a builder already.
    """

    def register(build: ContextBuilder) -> ContextBuilder:
        if code in BUILDERS:
            raise ValueError(f"form {code} has two builders")
        keys = frozenset(get_type_hints(context_type))
        BUILDERS[code] = FormBuilder(code, about, keys, heading, build, called_for)
        return build

    return register
