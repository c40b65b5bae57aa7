"""A paper has one byte form, whatever way it came; what is seen and what is copied stay as they were."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from docx import Document
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.bundle.office_pdf import office_pdf
from vanban.bundle import Faces, Meta, OutlineSection, read_faces, write_bundle, write_paper
from vanban.convert import Job, Soffice, find_fonts, find_office
from vanban.convert.inspect import font_problems
from vanban.model.packet import Bookmark

META = Meta("Báo cáo", "Đảng uỷ khối", date(2021, 12, 17))
VIETNAMESE = "Kiểm điểm, đánh giá (xếp loại) \\ chất lượng: Ưu điểm – “Hạn chế”… 100 % Đ/c ỹ Ỵ"
BEYOND = "Ω ≈ я"  # letters of other parts of the face
LETTERS = st.text(sorted(set(VIETNAMESE + BEYOND + "abcXYZ0123()[]<>/\r".replace("\r", ""))), min_size=1, max_size=40)


def letters_of(*texts: str) -> str:
    """Every letter once, in the order of first use."""
    return "".join(dict.fromkeys("".join(texts)))


def shuffled(order: str, seed: int) -> str:
    letters = list(order)
    random.Random(seed).shuffle(letters)
    return "".join(letters)


def pages_of(path: Path, scale: float = 1.5) -> list[tuple[bytes, str]]:
    """Pixels and text of every page."""
    seen = []
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            words = page.get_textpage()
            seen.append((bytes(page.render(scale=scale, grayscale=True).buffer), words.get_text_range()))
            words.close()
    return seen


@settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=st.lists(LETTERS, min_size=1, max_size=3), seed=st.integers(0, 99), face=st.integers(0, 3))
@example(texts=["Ω ", " Ω", "я("], seed=0, face=2)
def test_the_order_of_codes_does_not_matter_and_nothing_seen_or_copied_changes(
    tmp_path: Path, texts: list[str], seed: int, face: int
) -> None:
    faces = read_faces(find_fonts().files)
    order = letters_of(*texts)
    chosen = faces.all[face]
    source = office_pdf(tmp_path / "nguon.pdf", chosen, texts, order)
    other = office_pdf(tmp_path / "khac.pdf", chosen, texts, shuffled(order, seed))
    write_paper(source, tmp_path / "1.pdf", META, faces)
    write_paper(other, tmp_path / "2.pdf", META, faces)
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()
    before, after = pages_of(source), pages_of(tmp_path / "1.pdf")
    for text, (seen, words), (shown, said) in zip(texts, before, after, strict=True):
        # A string cut between two parts of a face is the same to the reader, but pdfium rounds where it is cut,
        # leaves out a space that stands alone at an end of the line, and may see two lines.
        cut = not set(text).isdisjoint(BEYOND)
        assert words == said or (cut and "".join(words.split()) == "".join(said.split()))
        assert seen == shown or cut


def test_a_paper_cut_from_a_longer_one_is_the_same_bytes(stamp_font: Faces, tmp_path: Path) -> None:
    texts = ["Phần trước của tập dài", VIETNAMESE, "phần sau"]
    whole = office_pdf(tmp_path / "dai.pdf", stamp_font.regular, texts, letters_of(*texts))
    with pikepdf.open(whole) as pdf:
        del pdf.pages[2], pdf.pages[0]
        pdf.save(tmp_path / "cat.pdf")
    office_pdf(tmp_path / "rieng.pdf", stamp_font.regular, [VIETNAMESE], letters_of(VIETNAMESE))
    for name in ("cat", "rieng"):
        write_paper(tmp_path / f"{name}.pdf", tmp_path / f"{name}-1.pdf", META, stamp_font)
    assert (tmp_path / "cat-1.pdf").read_bytes() == (tmp_path / "rieng-1.pdf").read_bytes()


def test_what_a_page_inherits_is_its_own(stamp_font: Faces, tmp_path: Path) -> None:
    own = office_pdf(tmp_path / "rieng.pdf", stamp_font.regular, [VIETNAMESE], letters_of(VIETNAMESE))
    with pikepdf.open(own) as pdf:
        for key in ("/Resources", "/MediaBox"):
            pdf.Root.Pages[key] = pdf.pages[0].obj[key]
            del pdf.pages[0].obj[key]
        pdf.save(tmp_path / "chung.pdf")
    for name in ("rieng", "chung"):
        write_paper(tmp_path / f"{name}.pdf", tmp_path / f"{name}-1.pdf", META, stamp_font)
    assert (tmp_path / "chung-1.pdf").read_bytes() == (tmp_path / "rieng-1.pdf").read_bytes()
    assert font_problems(tmp_path / "chung.pdf", "mau-01", "") == font_problems(own, "mau-01", "") == []


def test_a_paper_in_its_one_form_stays_as_it_is(stamp_font: Faces, tmp_path: Path) -> None:
    source = office_pdf(tmp_path / "a.pdf", stamp_font.regular, [VIETNAMESE], letters_of(VIETNAMESE))
    write_paper(source, tmp_path / "1.pdf", META, stamp_font)
    with pikepdf.open(tmp_path / "1.pdf") as pdf:
        fonts = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
        assert fonts == {"/VANBAA+" + stamp_font.regular.name}
        assert "/Artifact" not in pdf.pages[0].Contents.read_bytes().decode("latin-1")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI", id="inline-image"),
        pytest.param(b"% a comment with <41> Tj\n", id="comment"),
        pytest.param(b"BT /F7 12 Tf (\\101) Tj ET", id="literal-string"),
        pytest.param(b"BT /F7 12 Tf <EE> Tj ET", id="unknown-code"),
        pytest.param(b"BT /F9 12 Tf <01> Tj ET", id="unknown-font"),
        pytest.param(b"BT <01> Tj ET", id="no-font"),
        pytest.param(b"Q", id="nothing-to-restore"),
        pytest.param(b"EMC", id="nothing-to-end"),
    ],
)
def test_what_is_not_known_is_copied_as_it_is(stamp_font: Faces, tmp_path: Path, content: bytes) -> None:
    source = office_pdf(tmp_path / "a.pdf", stamp_font.regular, ["Kiểm"], letters_of("Kiểm"))
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(pdf.pages[0].Contents.read_bytes() + content)
        pdf.pages[0].Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency)
        pdf.save(source)
        wanted = pdf.pages[0].Contents.read_bytes()
    write_paper(source, tmp_path / "1.pdf", META, stamp_font)
    with pikepdf.open(tmp_path / "1.pdf") as pdf:
        assert pdf.pages[0].Contents.read_bytes() == wanted
        assert str(pdf.pages[0].Resources.Font["/F7"].BaseFont).startswith("/BAAAAA+")
        assert "/Group" not in pdf.pages[0]


def test_words_that_stand_for_other_letters_are_kept(stamp_font: Faces, tmp_path: Path) -> None:
    source = office_pdf(tmp_path / "a.pdf", stamp_font.regular, ["Kiểm"], letters_of("Kiểm"))
    spoken = b"/Span<</ActualText<FEFF004B>>>BDC\nBT 72 600 Td /F7 14 Tf<01>Tj ET\nEMC\n"
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(pdf.pages[0].Contents.read_bytes() + spoken)
        pdf.save(source)
    write_paper(source, tmp_path / "1.pdf", META, stamp_font)
    with pikepdf.open(tmp_path / "1.pdf") as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    assert b"/Span <</ActualText<FEFF004B>>> BDC" in content
    assert content.count(b"EMC") == 1


def test_a_packet_has_each_face_once_and_nothing_unused(stamp_font: Faces, tmp_path: Path) -> None:
    papers = []
    for index, text in enumerate(["Tờ trình số 1", VIETNAMESE, "Báo cáo (2)"]):
        for face in (0, 1):
            source = office_pdf(tmp_path / "a.pdf", stamp_font.all[face], [text], shuffled(letters_of(text), index))
            papers.append(tmp_path / f"{index}-{face}.pdf")
            write_paper(source, papers[-1], META, stamp_font)
    target = tmp_path / "ho-so.pdf"
    write_bundle(papers, target, META, [OutlineSection("Phần", (Bookmark("Văn bản", 1),))], stamp_font)
    with pikepdf.open(target) as pdf:
        names = [
            str(item.BaseFont) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item
        ]
        programs = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Length1" in item]
        assert unreached(pdf) == []
    assert sorted(names) == [f"/VANBAA+{face.name}" for face in stamp_font.all[:2]]
    assert len(programs) == 2


def unreached(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The objects that nothing leads to from the trailer."""
    seen: set[tuple[int, int]] = set()
    waiting: list[object] = [pdf.trailer]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Object) and item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            waiting += [value for _, value in item.items()]
        elif isinstance(item, pikepdf.Array):
            waiting += list(item)
    return [item for item in pdf.objects if isinstance(item, pikepdf.Object) and item.objgen not in seen]


@pytest.mark.soffice
def test_alone_in_a_batch_or_in_another_order_libreoffice_gives_the_same_paper(
    tmp_path: Path, stamp_font: Faces
) -> None:
    texts = {"a": VIETNAMESE, "b": "Zebra " + VIETNAMESE[::-1], "c": "Số 09-TTr/ĐU ngày 08/12/2021 Ω"}

    def papers(folder: str, batches: list[list[str]], make: Callable[[], Soffice]) -> dict[str, bytes]:
        place = tmp_path / folder
        place.mkdir()
        for batch in batches:
            jobs = [Job(word(place, label, texts[label]), place / f"{label}.pdf", label) for label in batch]
            converter = make()
            converter.convert(jobs, lambda count: None)
            converter.close()
        found = {}
        for label in texts:
            write_paper(place / f"{label}.pdf", place / f"{label}-1.pdf", META, stamp_font)
            found[label] = (place / f"{label}-1.pdf").read_bytes()
        return found

    office = find_office(None)

    def make() -> Soffice:
        return Soffice(office, find_fonts(), 1)

    alone = papers("rieng", [["a"], ["b"], ["c"]], make)
    assert papers("chung", [["a", "b", "c"]], make) == alone
    assert papers("nguoc", [["c", "b", "a"]], make) == alone


def word(folder: Path, label: str, text: str) -> Path:
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    paragraph = document.add_paragraph()
    for index, piece in enumerate(text.split(" ")):
        run = paragraph.add_run(piece + " ")
        run.bold, run.italic = index % 3 == 1, index % 5 == 2
    path = folder / f"{label}.docx"
    document.save(str(path))
    return path
