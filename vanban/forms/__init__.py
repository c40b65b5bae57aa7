"""Meaning: one module per form turns a Review into the words of a paper.

Holds: headings and contexts of every form, listed by name. Takes: a Request. Gives: finished strings.
Never: document libraries, files, the clock.
"""

from vanban.forms import (
    bien_ban_hoi_nghi,
    bien_ban_kiem_phieu,
    ke_hoach,
    luu_tru,
    mau_01,
    mau_02,
    to_trinh,
)
from vanban.forms.registry import BUILDERS, FormBuilder, Request

MODULES = (bien_ban_hoi_nghi, bien_ban_kiem_phieu, ke_hoach, luu_tru, mau_01, mau_02, to_trinh)

__all__ = ["BUILDERS", "MODULES", "FormBuilder", "Request"]
