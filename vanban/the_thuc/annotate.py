"""A copy of a Word file with every finding as a comment at its place: the form clerks really use."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from vanban.the_thuc.judge import Found
from vanban.the_thuc.word.names import whole
from vanban.the_thuc.word_parts import XML_SPACE, Element, WordCopy, namespace, open_copy

AUTHOR: Final = "vanban"
_TYPES: Final = "[Content_Types].xml"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES_NS: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_NS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_WORDS: Final = {"loi": "LỖI", "canh-bao": "CẢNH BÁO", "goi-y": "GỢI Ý"}


def annotate(docx: bytes, found: Sequence[Found], name: str = "") -> bytes:
    """The Word file with a comment for each finding; what was in it stays as it was.

    A finding in a header, a footer or about the whole document stands at the first paragraph of the body. `name` is
    the file's in messages.

    Raises:
        DataError: a part of the file is damaged, encrypted or beyond the limits.
    """
    copy = open_copy(docx, name)
    root = copy.tree(copy.main)
    space = namespace(root)
    comments = copy.tree(copy.comments) if copy.comments else _new_comments(copy, space)
    taken = [whole(comment.get(f"{{{space}}}id")) for comment in comments]
    paragraphs = _paragraphs(root)
    for number, item in enumerate(found, 1 + max((n for n in taken if n is not None), default=-1)):
        _mark(_anchor(paragraphs, item, copy.main), number)
        comments.append(_comment(space, number, item))
    return copy.written()


def _paragraphs(root: Element) -> list[Element]:
    """Every paragraph in document order; a body that has none is given one."""
    space = namespace(root)
    found = list(root.iter(f"{{{space}}}p"))
    if not found:
        found = [etree.Element(f"{{{space}}}p")]
        next(root.iter(f"{{{space}}}body")).insert(0, found[0])
    return found


def _anchor(paragraphs: Sequence[Element], item: Found, part: str) -> Element:
    """The paragraph a comment can stand at: never one in a text box or a header."""
    place = item.finding.place
    known = place.part == part and 0 < place.paragraph <= len(paragraphs)
    paragraph = paragraphs[place.paragraph - 1] if known else paragraphs[0]
    boxes = [a for a in paragraph.iterancestors() if etree.QName(a).localname == "txbxContent"]
    return next((a for a in boxes[-1].iterancestors(paragraph.tag)), paragraphs[0]) if boxes else paragraph


def _mark(paragraph: Element, number: int) -> None:
    """Put the comment's range round the paragraph's words, and its sign behind them."""
    space = namespace(paragraph)
    identity = {f"{{{space}}}id": str(number)}
    start = etree.Element(f"{{{space}}}commentRangeStart", identity)
    properties = paragraph.find(f"{{{space}}}pPr")
    if properties is None:
        paragraph.insert(0, start)
    else:
        properties.addnext(start)
    etree.SubElement(paragraph, f"{{{space}}}commentRangeEnd", identity)
    run = etree.SubElement(paragraph, f"{{{space}}}r")
    etree.SubElement(run, f"{{{space}}}commentReference", identity)


def _comment(space: str, number: int, item: Found) -> Element:
    initials = {f"{{{space}}}author": AUTHOR, f"{{{space}}}initials": item.rule.code}
    comment = etree.Element(f"{{{space}}}comment", {f"{{{space}}}id": str(number), **initials})
    for line in _lines(item):
        run = etree.SubElement(etree.SubElement(comment, f"{{{space}}}p"), f"{{{space}}}r")
        text = etree.SubElement(run, f"{{{space}}}t")
        text.text = line
        text.set(XML_SPACE, "preserve")
    return comment


def _lines(item: Found) -> Iterable[str]:
    problem = item.problem
    yield f"{_WORDS[item.severity]} {problem.code}: {problem.message}"
    yield f"Ở: {problem.place}"
    yield f"Cách sửa: {problem.remedy}"
    yield f"Căn cứ: {problem.basis}"


def _new_comments(copy: WordCopy, space: str) -> Element:
    """A part for comments, and word of it where the file tells its parts."""
    names = ("word/comments.xml", *(f"word/comments{n}.xml" for n in range(1, len(copy.parts) + 1)))
    part = next(name for name in names if copy.spelled(name) not in copy.parts)
    comments = etree.Element(f"{{{space}}}comments", nsmap={"w": space})
    copy.add(part, comments)
    types = copy.tree(copy.spelled(_TYPES))
    etree.SubElement(types, f"{{{_TYPES_NS}}}Override", PartName=f"/{part}", ContentType=_TYPE)
    _relate(copy, part)
    return comments


def _relate(copy: WordCopy, part: str) -> None:
    """Tell the document's own part where the comments are."""
    folder, file = posixpath.split(copy.main)
    name = copy.spelled(posixpath.join(folder, "_rels", f"{file}.rels"))
    if name not in copy.parts:
        copy.add(name, etree.Element(f"{{{_RELATIONS_NS}}}Relationships"))
    relations = copy.tree(name)
    taken = {relation.get("Id") for relation in relations}
    identity = next(f"rIdNhanXet{n}" for n in range(1, len(taken) + 2) if f"rIdNhanXet{n}" not in taken)
    etree.SubElement(relations, f"{{{_RELATIONS_NS}}}Relationship", Id=identity, Type=_RELATION, Target=f"/{part}")
