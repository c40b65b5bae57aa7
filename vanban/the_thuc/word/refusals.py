"""The sentences with which a file that cannot be read as Word is refused."""

from __future__ import annotations

from typing import Final

from vanban.errors import DataError

_RESAVE: Final = "mở tệp bằng Word rồi lưu lại dạng .docx"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A directory entry of an OLE file names its streams in UTF-16; both names stand in its first or last sectors.
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_HTML_STARTS: Final = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"mime-version:")


def missing(label: str) -> DataError:
    """There is no such file."""
    return DataError.say("TT-TEP-01", "Không có tệp này", label, "xem lại tên và thư mục của tệp")


def folder(label: str) -> DataError:
    """A folder was given."""
    return DataError.say("TT-TEP-02", "Đây là thư mục, không phải tệp Word", label, "chỉ rõ tệp .docx cần xét")


def unreadable(label: str, why: str) -> DataError:
    """The system does not let it be read."""
    return DataError.say(
        "TT-TEP-03", f"Không mở được tệp ({why})", label, "đóng tệp ở chương trình khác, xem lại quyền"
    )


def empty(label: str) -> DataError:
    """Nought bytes."""
    return DataError.say("TT-TEP-04", "Tệp rỗng, không có nội dung nào", label, "lấy lại bản gốc của tệp")


def damaged(label: str, why: str) -> DataError:
    """Cut off, or its bytes do not agree with its own sums."""
    return DataError.say("TT-TEP-05", f"Tệp Word bị hỏng hoặc tải chưa hết ({why})", label, "lấy lại bản gốc của tệp")


def encrypted(label: str) -> DataError:
    """A password is asked for."""
    return DataError.say("TT-TEP-06", "Tệp Word đặt mật khẩu", label, "bỏ mật khẩu rồi lưu lại")


def too_big(label: str, what: str) -> DataError:
    """Beyond a limit of `limits`."""
    return DataError.say("TT-TEP-07", f"Tệp Word quá lớn để xét: {what}", label, "tách văn bản thành nhiều tệp")


def too_deep(label: str, part: str) -> DataError:
    """Elements within elements beyond what the XML reader follows (256 levels)."""
    return DataError.say("TT-TEP-11", f"Tệp Word lồng nhau quá sâu ở phần {part}", label, _RESAVE)


def forbidden(label: str, part: str) -> DataError:
    """A document type declaration: entities that swell or reach outside."""
    what = f"Tệp Word có khai báo DTD ở phần {part}, Word không bao giờ ghi như vậy"
    return DataError.say("TT-TEP-08", what, label, "không dùng tệp này; hỏi lại người gửi")


def no_document(label: str) -> DataError:
    """A package without a main part."""
    return DataError.say("TT-TEP-09", "Tệp không có nội dung văn bản Word bên trong", label, _RESAVE)


def not_word(data: bytes, label: str) -> DataError:
    """What a file that is no zip package seems to be."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_OLE):
        return encrypted(label) if _ENCRYPTED in data else _other(label, "Word kiểu cũ (.doc)")
    if start.startswith(b"pk"):
        return damaged(label, "thiếu phần cuối")
    if start.startswith(b"%pdf"):
        return DataError.say("TT-TEP-10", "Đây là tệp PDF đặt tên .docx", label, "đổi đuôi tệp thành .pdf")
    if start.startswith(b"{\\rtf"):
        return _other(label, "RTF")
    if start.startswith(_HTML_STARTS):
        return _other(label, "trang web (HTML)")
    if start.startswith(b"<?xml"):
        return _other(label, "XML")
    return _other(label, "không rõ loại")


def other_package(kind: str, label: str) -> DataError:
    """A zip package of another program: a sheet, slides, OpenDocument."""
    return _other(label, kind)


def _other(label: str, kind: str) -> DataError:
    return DataError.say("TT-TEP-10", f"Tệp không phải văn bản Word .docx mà là {kind}", label, _RESAVE)
