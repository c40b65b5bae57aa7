"""Powers and posts of signing: the prefix, the post, for whom one signs, their looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.law import look
from vanban.the_thuc.law_text import (
    BODY_WORDS,
    COMMITTEE_POSTS,
    OFFICE_POSTS,
    PARTY_PREFIXES,
    SIGNED_FOR,
    STATE_ONLY_PREFIXES,
    STATE_PREFIXES,
    SURNAMES,
    TITLES_BEFORE_NAMES,
)
from vanban.the_thuc.looks import ill_looking
from vanban.the_thuc.parts import Line, SignatureBlock
from vanban.the_thuc.prose import cited
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, NotConcerned, concerned, need, rule
from vanban.the_thuc.spelling import fold

# A power of signing as people type it: T/M, TM., T.M, KT, T/L:, TUQ., Q., P/B …
_PREFIX: Final = regex(r"^((?:TM|KT|TL|TUQ|TUN)\b[.:/]?|[TKPQ][./\\][A-ZĐ]{0,2}[.:]?|Q\.|Q(?= ))\s*(?=\S)")
_NO_SEAL_BODIES: Final = ("BAN CHỈ ĐẠO", "TIỂU BAN", "HỘI ĐỒNG", "TỔ ", "ĐẠI HỘI")


_NAMED: Final = regex(rf"^(?:(?:{TITLES_BEFORE_NAMES})\b[.\s]*)?(?:{SURNAMES})\s+\w", re.IGNORECASE)


def blocks_of(document: Document) -> tuple[SignatureBlock, ...]:
    """The signature blocks; a name typed so oddly that it was taken for a post stands as the name.

    Raises:
        NotJudged: there is none.
    """
    return tuple(map(_settled, need(document.parts.signatures or None, "khối chữ ký")))


def _settled(block: SignatureBlock) -> SignatureBlock:
    last = block.posts[-1] if block.posts else None
    if block.name is not None or last is None or last.text.isupper() or not _NAMED.match(last.text):
        return block
    return block._replace(posts=block.posts[:-1], name=last)


def signing_lines(document: Document) -> list[Line]:
    """The lines of powers and posts of every block.

    Raises:
        NotJudged: no signature block was found.
    """
    return [line for block in blocks_of(document) for line in (*block.prefix, *block.posts)]


def power_of(line: Line) -> str:
    """The power of signing the line begins with, as typed; "" when there is none."""
    match = _PREFIX.match(line.text)
    return match[1] if match else ""


def _powers(document: Document) -> list[tuple[Line, str]]:
    return [(line, power_of(line)) for line in signing_lines(document) if power_of(line)]


@rule("SG-01", "P", "loi", facts=True)
def party_prefix(document: Document) -> Iterator[Finding]:
    """Quyền hạn ký trong văn bản của Đảng ghi T/M, K/T, T/L hoặc Q.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 7.1.1; Hướng dẫn 36-HD/VPTW, mục II.1.7

    Vì sao: đó là bốn cách ghi được quy định, có dấu gạch chéo và không có dấu chấm. Sửa: viết lại quyền hạn ký.
    Sai: “T.M ĐẢNG UỶ”, “T/M. ĐẢNG UỶ”. Đúng: “T/M ĐẢNG UỶ”.
    """
    powers = [(line, power) for line, power in _powers(document) if power not in STATE_ONLY_PREFIXES]
    for line, power in concerned(powers or None):
        if power not in PARTY_PREFIXES:
            yield Finding(line.place, f"đang ghi {cited(line.text)}")


@rule("SG-02", "P", "loi", facts=True)
def no_state_prefix(document: Document) -> Iterator[Finding]:
    """Văn bản của Đảng không ghi TM., KT., TL., TUQ. hay T/U.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 7.1.1; Hướng dẫn 36-HD/VPTW, mục II.1.7

    Vì sao: đó là cách ghi của văn bản nhà nước; việc uỷ quyền trong Đảng ký T/L. Sửa: TM. thành T/M, KT. thành K/T,
    TL. và TUQ. thành T/L. Sai: “TM. ĐẢNG UỶ”. Đúng: “T/M ĐẢNG UỶ”.
    """
    for line in signing_lines(document):
        if power_of(line) in STATE_ONLY_PREFIXES:
            yield Finding(line.place, f"đang ghi {cited(line.text)}")


@rule("SG-03", "S", "loi", facts=True)
def state_prefix(document: Document) -> Iterator[Finding]:
    """Quyền hạn ký trong văn bản nhà nước ghi TM., KT., TL., TUQ. hoặc Q.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.7.b

    Vì sao: Nghị định ấn định năm chữ viết tắt, có dấu chấm. Sửa: viết lại quyền hạn ký. Sai: “T/M UỶ BAN NHÂN DÂN”.
    Đúng: “TM. UỶ BAN NHÂN DÂN”.
    """
    for line, power in concerned(_powers(document) or None):
        if power not in STATE_PREFIXES:
            yield Finding(line.place, f"đang ghi {cited(line.text)}")


def _signed_for(document: Document) -> tuple[str, ...]:
    """The bodies T/M may speak for, by the issuing name; a body of another kind is not concerned."""
    need(document.parts.issuer or None, "tên cơ quan ban hành")
    issuer = fold(document.parts.issuer_name)
    return concerned(next((bodies for name, bodies in SIGNED_FOR if issuer.startswith(name)), None))


@rule("SG-04", "P", "loi", facts=True)
def committees_sign_together(document: Document) -> Iterator[Finding]:
    """Văn bản của cấp uỷ, chi bộ ký T/M; không ký K/T, không ký thẳng chức vụ bí thư, phó bí thư.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 7.1.4.b; Hướng dẫn 36-HD/VPTW, mục II.1.7

    Vì sao: cấp uỷ làm việc theo chế độ tập thể, người ký thay mặt tập thể; phó bí thư cũng ký T/M.
    Sửa: ghi T/M rồi đến tên cấp uỷ, dòng dưới ghi chức vụ. Sai: “K/T BÍ THƯ / PHÓ BÍ THƯ”.
    Đúng: “T/M ĐẢNG UỶ / PHÓ BÍ THƯ”.
    """
    _signed_for(document)
    for block in blocks_of(document):
        powers = [line for line in (*block.prefix, *block.posts) if power_of(line)]
        deputy = next((line for line in powers if power_of(line).startswith(("K/T", "KT"))), None)
        if deputy is not None:
            yield Finding(deputy.place, f"đang ghi {cited(deputy.text)}")
        elif not powers and _signs_as_secretary(block) and "đại hội" not in document.parts.subject_text.lower():
            yield Finding(block.posts[0].place, f"{cited(block.posts[0].text)} không có dòng T/M ở trên")


def _signs_as_secretary(block: SignatureBlock) -> bool:
    return bool(not block.roles and block.posts and fold(block.posts[0].text) in COMMITTEE_POSTS[:2])


@rule("SG-05", "P", "loi", facts=True)
def signed_for_the_issuer(document: Document) -> Iterator[Finding]:
    """Tên cấp uỷ sau T/M phù hợp với cơ quan ban hành.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 7.1.4.b; Hướng dẫn 36-HD/VPTW, mục II.1.7

    Vì sao: đảng uỷ ký T/M ĐẢNG UỶ hoặc T/M BAN THƯỜNG VỤ, chi bộ ký T/M CHI BỘ; “BAN CHẤP HÀNH” chỉ dùng ở Trung ương.
    Sửa: ghi lại tên cấp uỷ sau T/M. Sai: “T/M BAN CHẤP HÀNH”, hoặc “T/M CHI UỶ” ở văn bản của chi bộ.
    Đúng: “T/M ĐẢNG UỶ”.
    """
    bodies = _signed_for(document)
    together = [line for line in signing_lines(document) if power_of(line).startswith(("T/M", "TM", "T.M"))]
    concerned(together or None)
    if len(together) > 1:
        raise NotConcerned
    line = together[0]
    body = fold(line.text.removeprefix(power_of(line)))
    if not any(body == name or body.startswith(f"{name} ") for name in bodies) and not own_group(body):
        wanted = " hoặc ".join(f"T/M {name}" for name in bodies)
        yield Finding(line.place, f"đang ghi {cited(line.text)}", f"ghi {wanted}")


def own_group(body: str) -> bool:
    """A group of the meeting that signs for itself: tổ kiểm phiếu, đoàn chủ tịch."""
    return body.startswith(("TỔ ", "ĐOÀN ", "BAN KIỂM PHIẾU"))


def _posts(document: Document) -> Iterator[tuple[SignatureBlock, Line, str]]:
    """The post lines of committee signers that say a post, with the words folded."""
    for block in blocks_of(document):
        for line in block.posts:
            text = fold(line.text)
            if text and not text.startswith(("(", ".", "…")) and not power_of(line):
                yield block, line, text


def _bare(text: str, posts: tuple[str, ...]) -> str | None:
    """What follows the longest post the text begins with, None when it begins with none."""
    for post in sorted(posts, key=len, reverse=True):
        if text == post or text.startswith(f"{post} "):
            return text.removeprefix(post).strip()
    return None


@rule("SG-06", "P", "loi", facts=True)
def committee_posts(document: Document) -> Iterator[Finding]:
    """Ký thay mặt cấp uỷ chỉ ghi chức vụ bí thư, phó bí thư, chủ nhiệm, phó chủ nhiệm, chủ tịch, phó chủ tịch.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 7.1.2.b; Hướng dẫn 36-HD/VPTW, mục II.1.7

    Vì sao: các đồng chí khác ký thay mặt cấp uỷ thì không ghi chức vụ. Sửa: ghi đúng chức vụ, hoặc bỏ dòng chức vụ.
    Sai: “T/M BAN THƯỜNG VỤ / UỶ VIÊN BAN THƯỜNG VỤ”. Đúng: “T/M BAN THƯỜNG VỤ / PHÓ BÍ THƯ”.
    """
    bodies = _signed_for(document)
    judged = False
    for block, line, text in _posts(document):
        if not block.prefix or not power_of(block.prefix[0]).startswith("T/M") or _for_whom(block) not in bodies:
            continue
        judged = True
        rest = _bare(text, COMMITTEE_POSTS)
        if rest is None or (rest and not rest.startswith(BODY_WORDS) and not rest.startswith("KIÊM")):
            yield Finding(line.place, f"đang ghi {cited(line.text)}")
    concerned(judged or None)


def _for_whom(block: SignatureBlock) -> str:
    line = block.prefix[0]
    return fold(line.text.removeprefix(power_of(line)))


@rule("SG-07", "P", "loi", facts=True)
def no_body_after_post(document: Document) -> Iterator[Finding]:
    """Sau chức vụ của người ký không ghi tên cơ quan.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 7.1.2; Hướng dẫn 36-HD/VPTW, mục II.1.7

    Vì sao: tên cơ quan đã ở đầu văn bản và sau T/M; chỉ ban chỉ đạo không có con dấu và văn bản liên cơ quan mới ghi.
    Sửa: bỏ tên cơ quan sau chức vụ. Sai: “BÍ THƯ ĐẢNG UỶ”, “TRƯỞNG BAN TỔ CHỨC”. Đúng: “BÍ THƯ”, “TRƯỞNG BAN”.
    """
    issuer = fold(need(document.parts.issuer_name or None, "tên cơ quan ban hành"))
    if issuer.startswith(_NO_SEAL_BODIES) or " - " in issuer:
        raise NotConcerned
    posts = [(line, text) for _, line, text in _posts(document) if "KIÊM" not in text]
    for line, text in concerned(posts or None):
        rest = _bare(text, (*COMMITTEE_POSTS, *OFFICE_POSTS))
        if rest and rest.startswith(BODY_WORDS):
            yield Finding(line.place, f"đang ghi {cited(line.text)}")


@rule("SG-08", "P", "loi")
def prefix_look(document: Document) -> Iterator[Finding]:
    """Dòng quyền hạn ký: chữ in hoa, cỡ 14, đứng, đậm.

    Hướng dẫn 05-HD/VPTW, Phụ lục 2, dòng 7; Hướng dẫn 36-HD/VPTW, Phụ lục 3

    Vì sao: bảng mẫu chữ ấn định như vậy. Sửa: đặt cỡ 14, đậm, in hoa. Sai: “T/M Đảng uỷ” cỡ 13.
    Đúng: “T/M ĐẢNG UỶ” cỡ 14 đậm.
    """
    lines = [line for block in blocks_of(document) for line in block.prefix]
    yield from ill_looking(concerned(lines or None), look(document.profile, "prefix"))


@rule("SG-09", "P", "loi")
def post_look(document: Document) -> Iterator[Finding]:
    """Dòng chức vụ người ký: chữ in hoa, cỡ 14, đứng, không đậm.

    Hướng dẫn 05-HD/VPTW, Phụ lục 2, dòng 7; Hướng dẫn 36-HD/VPTW, Phụ lục 3

    Vì sao: chỉ quyền hạn và họ tên đậm; chức vụ đậm là cách của văn bản nhà nước. Sửa: bỏ đậm, đặt cỡ 14, in hoa.
    Sai: “BÍ THƯ” đậm. Đúng: “BÍ THƯ” không đậm.
    """
    lines = [line for block in blocks_of(document) for line in block.posts]
    yield from ill_looking(concerned(lines or None), look(document.profile, "post"))


@rule("SG-11", "S", "loi")
def state_prefix_and_post_look(document: Document) -> Iterator[Finding]:
    """Quyền hạn, chức vụ của người ký: chữ in hoa, cỡ 13 – 14, đứng, đậm.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.7.đ

    Vì sao: Nghị định ấn định như vậy cho cả hai dòng. Sửa: đặt cỡ 14 (hoặc 13), đậm, in hoa. Sai: “CHỦ TỊCH” không đậm.
    Đúng: “CHỦ TỊCH” cỡ 14 đậm.
    """
    lines = [line for block in blocks_of(document) for line in (*block.prefix, *block.posts)]
    yield from ill_looking(concerned(lines or None), look(document.profile, "prefix"))
