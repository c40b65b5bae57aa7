"""The sentences with which a file that cannot be read as PDF is refused."""

from __future__ import annotations

from vanban.errors import DataError


def empty(label: str) -> DataError:
    """Nought bytes."""
    return DataError.say("TT-PDF-01", "Tệp rỗng, không có nội dung nào", label, "lấy lại bản gốc của tệp")


def not_pdf(label: str) -> DataError:
    """No PDF header in its first kilobyte."""
    return DataError.say("TT-PDF-02", "Tệp không phải PDF dù có đuôi .pdf", label, "xuất lại văn bản thành PDF")


def damaged(label: str) -> DataError:
    """Cut off, or nothing in it can be found."""
    return DataError.say("TT-PDF-03", "Tệp PDF bị hỏng hoặc tải chưa hết", label, "lấy lại bản gốc hoặc xuất lại")


def locked(label: str) -> DataError:
    """A password is asked for."""
    return DataError.say(
        "TT-PDF-04", "Tệp PDF bị khoá bằng mật khẩu nên không đọc được", label, "bỏ mật khẩu rồi lưu lại"
    )


def too_big(label: str, what: str) -> DataError:
    """Beyond a limit of the reader."""
    return DataError.say("TT-PDF-05", f"Tệp PDF quá lớn để xét: {what}", label, "tách thành nhiều tệp")


def too_slow(label: str, page: int, seconds: float) -> DataError:
    """The time for one file is over."""
    what = f"Đọc tệp PDF quá {seconds:.0f} giây mà mới đến trang {page}"
    return DataError.say("TT-PDF-06", what, label, "tách tệp, hoặc in lại thành PDF rồi xét")


def no_pages(label: str) -> DataError:
    """A file without a page."""
    return DataError.say("TT-PDF-07", "Tệp PDF không có trang nào", label, "xuất lại văn bản thành PDF")


def unreadable(label: str, why: str) -> DataError:
    """The system does not let it be read."""
    return DataError.say(
        "TT-PDF-08", f"Không mở được tệp ({why})", label, "đóng tệp ở chương trình khác, xem lại quyền"
    )
