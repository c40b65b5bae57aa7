"""A .docx read into a DocxView."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from vanban.the_thuc.views import Block, DocxView, ImageFacts, Paragraph, Section
from vanban.the_thuc.word import package, refusals
from vanban.the_thuc.word.images import image_facts
from vanban.the_thuc.word.names import Element, W, is_on
from vanban.the_thuc.word.package import Package
from vanban.the_thuc.word.rows_apart import RowsApart
from vanban.the_thuc.word.sections import PageSettings, Sections
from vanban.the_thuc.word.shapes import ImageOf
from vanban.the_thuc.word.shelf import styles_of
from vanban.the_thuc.word.story import Spot, Story, flat

_CHANGES: Final = tuple(
    W + name
    for name in (
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "trPrChange",
        "tcPrChange",
        "numberingChange",
    )
)
_COMMENTS: Final = (W + "commentReference", W + "commentRangeStart")
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_AUTHOR: Final = "{http://purl.org/dc/elements/1.1/}creator"
_APPLICATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Application"


def read_docx(source: Path | bytes, label: str) -> DocxView:
    """What a Word file (.docx, .docm) shows, every property resolved; `label` names the file in messages.

    Raises:
        DataError: the file is no Word file of today, is damaged, encrypted, or beyond the limits of `word.package`.
    """
    held = Package(package.load(source, label), label)
    root, apart = held.tree(held.main)
    body = root.find(W + "body") if root is not None else None
    if root is None or body is None:
        raise refusals.no_document(label)
    return _Reader(held, root, apart).view(body)


class _Reader:
    """Everything that one document's parts share while it is read."""

    def __init__(self, held: Package, root: Element, apart: RowsApart | None) -> None:
        self._package = held
        self._root = root
        self._apart = apart
        self._relations = held.relations(held.main)
        self._settings = held.xml(held.related(held.main, "settings"))
        self._styles = styles_of(held)
        self._page_settings = PageSettings(
            is_on(self._settings, W + "evenAndOddHeaders"), is_on(self._settings, W + "gutterAtTop")
        )
        self._images: dict[str, ImageFacts | None] = {}
        self._headers: dict[tuple[str, str], tuple[Paragraph, ...]] = {}
        self._roots = [root]

    def view(self, body: Element) -> DocxView:
        """The whole document."""
        label, main = self._package.label, self._package.main
        alike = self._package.declares_little(main)
        story = Story(label, main, self._root, self._styles, self._image_of(main), apart=self._apart, alike=alike)
        blocks = tuple(story.blocks(body, Spot()))
        sections = self._sections(body, story, blocks)
        core, app = (
            self._package.xml(self._package.related("", kind)) for kind in ("core-properties", "extended-properties")
        )
        return DocxView(
            body=blocks,
            sections=sections,
            boxes=tuple(story.boxes),
            mirror=is_on(self._settings, W + "mirrorMargins"),
            odd_even=self._page_settings.odd_even,
            title=_words(core, _TITLE),
            author=_words(core, _AUTHOR),
            has_changes=any(_holds(root, _CHANGES) for root in self._roots),
            has_comments=any(_holds(root, _COMMENTS) for root in self._roots),
            has_macros=any(name.endswith("vbaproject.bin") for name in self._package.names),
            application=_words(app, _APPLICATION),
        )

    def _sections(self, body: Element, story: Story, blocks: tuple[Block, ...]) -> tuple[Section, ...]:
        """The sections; a paragraph that bears a w:sectPr was the last of its own."""
        found = Sections(self._page_settings, self._header)
        last = body.find(W + "sectPr")
        endings = (
            [*story.endings, last] if last is not None or not story.endings or _open(story, blocks) else story.endings
        )
        begun = 0
        for number, ending in enumerate(endings):
            end = begun
            while end < len(blocks) and blocks[end].section == number:
                end += 1
            found.add(ending, (begun, end))
            begun = end
        return tuple(found.found)

    def _header(self, relation_id: str, label: str) -> tuple[Paragraph, ...]:
        relation = self._relations.get(relation_id)
        key = (relation.target if relation else "", label)
        if key not in self._headers:
            self._headers[key] = self._read_header(*key)
        return self._headers[key]

    def _read_header(self, part: str, label: str) -> tuple[Paragraph, ...]:
        root = self._package.xml(part)
        if root is None:
            return ()
        self._roots.append(root)
        alike = self._package.declares_little(part)
        story = Story(self._package.label, part, root, self._styles, self._image_of(part), label, alike=alike)
        paragraphs = [paragraph for block in story.blocks(root, Spot()) for paragraph in flat(block)]
        return (*paragraphs, *story.boxes)

    def _image_of(self, part: str) -> ImageOf:
        """The facts of a picture by its relationship in that part."""

        def read(relation_id: str) -> ImageFacts | None:
            relation = self._package.relations(part).get(relation_id)
            if relation is None or not relation.target:
                return None
            if relation.target not in self._images:
                data = self._package.image(relation.target)
                self._images[relation.target] = image_facts(data) if data else None
            return self._images[relation.target]

        return read


def _open(story: Story, blocks: tuple[Block, ...]) -> bool:
    """Whether blocks follow the last paragraph that ends a section."""
    return bool(blocks) and blocks[-1].section == story.section


def _holds(root: Element, tags: tuple[str, ...]) -> bool:
    return next(root.iter(*tags), None) is not None


def _words(root: Element | None, tag: str) -> str:
    found = root.find(tag) if root is not None else None
    return (found.text or "").strip() if found is not None else ""
