"""A copy of a Word file with every finding as a comment at its place: the form clerks really use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from vanban.the_thuc.judge import Found
from vanban.the_thuc.word_parts import (
    XML_SPACE,
    Element,
    document_part,
    namespace,
    parse,
    read_parts,
    serialize,
    write_parts,
)

AUTHOR: Final = "vanban"
_COMMENTS: Final = "word/comments.xml"
_TYPES: Final = "[Content_Types].xml"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES_NS: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_NS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_WORDS: Final = {"loi": "LỖI", "canh-bao": "CẢNH BÁO", "goi-y": "GỢI Ý"}


def annotate(docx: bytes, found: Sequence[Found]) -> bytes:
    """The Word file with a comment for each finding; what was in it stays as it was.

    A finding in a header, a footer or about the whole document stands at the first paragraph of the body.
    """
    parts = read_parts(docx)
    name = document_part(parts)
    root = parse(parts[name])
    comments = _comments(parts, namespace(root))
    next_id = 1 + max((int(c.get(f"{{{namespace(root)}}}id", "0")) for c in comments), default=-1)
    for number, item in enumerate(found, next_id):
        _mark(_anchor(root, item, name), number)
        comments.append(_comment(namespace(root), number, item))
    parts[name] = serialize(root)
    _keep_comments(parts, comments, name)
    return write_parts(parts)


def _comments(parts: dict[str, bytes], space: str) -> Element:
    existing = next((part for part in parts if part.endswith("/comments.xml")), None)
    return parse(parts[existing]) if existing else etree.Element(f"{{{space}}}comments", nsmap={"w": space})


def _anchor(root: Element, item: Found, part: str) -> Element:
    """The paragraph a comment can stand at: never one in a text box or a header."""
    space = namespace(root)
    paragraphs = list(root.iter(f"{{{space}}}p"))
    place = item.finding.place
    known = place.part == part and 0 < place.paragraph <= len(paragraphs)
    paragraph = paragraphs[place.paragraph - 1] if known else paragraphs[0]
    boxes = [a for a in paragraph.iterancestors() if etree.QName(a).localname == "txbxContent"]
    if not boxes:
        return paragraph
    return next((a for a in boxes[-1].iterancestors(f"{{{space}}}p")), paragraphs[0])


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


def _keep_comments(parts: dict[str, bytes], comments: Element, document: str) -> None:
    """Store the comments; a file that had none learns where they are."""
    existing = next((part for part in parts if part.endswith("/comments.xml")), None)
    parts[existing or _COMMENTS] = serialize(comments)
    if existing:
        return
    types = parse(parts[_TYPES])
    etree.SubElement(types, f"{{{_TYPES_NS}}}Override", PartName=f"/{_COMMENTS}", ContentType=_TYPE)
    parts[_TYPES] = serialize(types)
    folder, _, file = document.rpartition("/")
    name = f"{folder}/_rels/{file}.rels"
    relations = parse(parts[name]) if name in parts else etree.Element(f"{{{_RELATIONS_NS}}}Relationships")
    taken = {relation.get("Id") for relation in relations}
    identity = next(f"rIdNhanXet{n}" for n in range(1, len(taken) + 2) if f"rIdNhanXet{n}" not in taken)
    target = f"/{_COMMENTS}"
    etree.SubElement(relations, f"{{{_RELATIONS_NS}}}Relationship", Id=identity, Type=_RELATION, Target=target)
    parts[name] = serialize(relations)
