"""Case files read, documents made and judged: what the tests and the mutation score have in common."""

from __future__ import annotations

import contextlib
import importlib
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from tests.the_thuc.correct import correct
from tests.the_thuc.mutation import mutate
from vanban.convert import Job, Soffice, find_fonts, find_office
from vanban.convert.export import Way
from vanban.errors import ConvertError
from vanban.the_thuc.document import Document, Known, Packet, Registered
from vanban.the_thuc.docx_view import read_docx
from vanban.the_thuc.find_docx import parts_of_docx
from vanban.the_thuc.find_pdf import parts_of_pdf
from vanban.the_thuc.judge import Verdict, judge, judge_packet, member_of, profile_for
from vanban.the_thuc.pdf_view import read_pdf

CASES = Path(__file__).parent / "cases"
_PDF_KEYS = ("pdf", "pdf_only", "pdf_change")


@dataclass(frozen=True)
class Case:
    """A document that keeps or breaks a rule."""

    rule: str
    name: str
    keeps: bool
    spec: Mapping[str, Any]

    @property
    def label(self) -> str:
        return f"{self.rule}-{'pass' if self.keeps else 'fail'}-{self.name}"

    @property
    def needs_office(self) -> bool:
        specs = (self.spec, *self.spec.get("packet", ()))
        return any(spec.get(key) for spec in specs for key in _PDF_KEYS)


@lru_cache(maxsize=1)
def all_cases() -> tuple[Case, ...]:
    """Every case of every file, in order."""
    cases: list[Case] = []
    for path in sorted(CASES.glob("*.yaml")):
        book = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for verdict in ("pass", "fail"):
            for name, spec in (book.get(verdict) or {}).items():
                cases.append(Case(path.stem, str(name), verdict == "pass", spec))
    return tuple(cases)


def judged(case: Case, only: bool = False) -> Verdict:
    """What all rules (or the case's own only) say of the case's document or packet."""
    codes = [case.rule] if only else None
    if "packet" in case.spec:
        return judge_packet(packet_of(case.spec), codes)
    return judge(_document(case.spec), codes)


def packet_of(spec: Mapping[str, Any]) -> Packet:
    members = tuple(member_of(_document(item, f"văn bản {n}")) for n, item in enumerate(spec["packet"], 1))
    rows = tuple(
        Registered(row["series"], row["number"], row["code"], _day(row.get("day")), bool(row.get("congress")))
        for row in spec.get("register", ())
    )
    terms = tuple((_sure(_day(a)), _sure(_day(b))) for a, b in spec.get("terms", ()))
    return Packet(name="hồ sơ", members=members, register=rows, terms=terms)


def _document(spec: Mapping[str, Any], name: str = "van-ban.docx") -> Document:
    docx = _word(spec)
    word = None if spec.get("pdf_only") else read_docx(docx, name)
    pdf = read_pdf(_pdf(docx, spec), name) if any(spec.get(key) for key in _PDF_KEYS) else None
    shown = parts_of_pdf(pdf) if pdf else None
    parts = parts_of_docx(word) if word else shown
    assert parts is not None
    profile = spec.get("profile") or profile_for(parts)
    default = {"dang": "van-ban", "nha-nuoc": "nha-nuoc", "": "bieu-mau"}[parts.head]
    return Document(
        name=name,
        profile=profile,
        form_class=spec.get("class", default),
        parts=parts,
        docx=word,
        pdf=pdf,
        shown=shown,
        known=_known(spec.get("known", {})),
    )


def _word(spec: Mapping[str, Any]) -> bytes:
    manner = {"manner": spec["manner"]} if "manner" in spec else {}
    return mutate(correct(spec["base"], **manner), spec.get("change", ()))


def _pdf(docx: bytes, spec: Mapping[str, Any]) -> bytes:
    made = laid_out(docx)
    for change in spec.get("pdf_change", ()):
        module, _, name = str(change["hook"]).rpartition(".")
        hook = getattr(importlib.import_module(f"tests.the_thuc.{module or 'hooks_pdf'}"), name)
        made = bytes(hook(made, **{key: value for key, value in change.items() if key != "hook"}))
    return made


_LAID_OUT: dict[bytes, bytes] = {}


def laid_out(docx: bytes) -> bytes:
    """The PDF LibreOffice makes of a Word file."""
    if docx not in _LAID_OUT:
        _lay_out([docx])
    return _LAID_OUT[docx]


def lay_out_for(cases: Iterable[Case]) -> None:
    """The PDFs of all these cases, made in one run of LibreOffice; what it refuses is left to its own case."""
    specs = (spec for case in cases for spec in (case.spec, *case.spec.get("packet", ())))
    wanted = {_word(spec) for spec in specs if any(spec.get(key) for key in _PDF_KEYS)}
    with contextlib.suppress(ConvertError):
        _lay_out(sorted(wanted - set(_LAID_OUT)))


def _lay_out(words: Sequence[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.docx" for number in range(len(words))]
        for path, docx in zip(paths, words, strict=True):
            path.write_bytes(docx)
        # As an office saves it: PDF/A, by LibreOffice alone.
        with patch("vanban.convert.soffice.way_of", lambda job: Way.ARCHIVAL):
            office().convert([Job(path, path.with_suffix(".pdf"), path.name) for path in paths], lambda count: None)
        for path, docx in zip(paths, words, strict=True):
            _LAID_OUT[docx] = path.with_suffix(".pdf").read_bytes()


@lru_cache(maxsize=1)
def office() -> Soffice:
    return Soffice(find_office(None), find_fonts(), 1)


def _known(values: Mapping[str, Any]) -> Known:
    known = dict(values)
    for key in ("day", "checked_on"):
        if key in known:
            known[key] = _day(known[key])
    if "signers" in known:
        known["signers"] = tuple((name, tuple(posts)) for name, posts in known["signers"].items())
    if "persons" in known:
        known["persons"] = tuple(known["persons"])
    return Known(**known)


def _day(text: str | None) -> date | None:
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None  # noqa: DTZ007


def _sure(day: date | None) -> date:
    assert day is not None
    return day


def complaints(case: Case, verdict: Verdict) -> list[str]:
    """What is not as the case says, in words; empty when all is."""
    mine = [item for item in verdict.found if item.rule.code == case.rule]
    others = {item.rule.code for item in verdict.found} - {case.rule}
    told = [f"{i.rule.code} at {i.finding.place.label}: {i.finding.seen}" for i in verdict.found]
    if case.keeps:
        return _of_pass(case, verdict, [f"raised: {line}" for line in told if line.startswith(case.rule)])
    out = [] if mine else [f"{case.rule} was not raised; raised: {told}"]
    if mine and not any(_fits(case.spec, item.document, item.finding.place.label) for item in mine):
        out.append(f"wrong place: {[(i.finding.place.label, i.finding.seen) for i in mine]}")
    if mine and not any(str(case.spec.get("seen", "")) in item.finding.seen for item in mine):
        out.append(f"wrong sight: {[i.finding.seen for i in mine]}")
    stray = sorted(others - set(case.spec.get("with", ())))
    return out + ([f"raised too: {[line for line in told if line[:5] in stray]}"] if stray else [])


def _of_pass(case: Case, verdict: Verdict, out: list[str]) -> list[str]:
    unjudged = [item.reason for item in verdict.unjudged if item.rule.code == case.rule]
    if unjudged and not case.spec.get("unjudged"):
        out.append(f"was not judged: {unjudged}")
    if case.spec.get("unjudged") and not unjudged:
        out.append("was judged, though the case says it cannot be")
    concerned = case.rule in verdict.judged or bool(unjudged)
    if concerned == bool(case.spec.get("not_concerned")):
        out.append("does not concern this document" if not concerned else "concerns this document, the case says not")
    return out


def _fits(spec: Mapping[str, Any], document: str, label: str) -> bool:
    wanted = str(spec.get("at", "^"))
    names: Sequence[str] = (label, f"{document} · {label}")
    return any(re.search(wanted, n) if wanted.startswith("^") else n == wanted for n in names)
