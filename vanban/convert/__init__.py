"""Paper to PDF: LibreOffice behind one small interface, and the fonts it may use.

Holds: `Converter`, the soffice processes, the font check. Takes: .docx files. Gives: .pdf files with page counts.
Never: what a document means.
"""

from vanban.convert.base import Converter, Job, Outcome, Progress
from vanban.convert.fake import Fake
from vanban.convert.fonts import FontFamily, find_fonts
from vanban.convert.office import Office, find_office
from vanban.convert.soffice import Soffice

__all__ = [
    "Converter",
    "Fake",
    "FontFamily",
    "Job",
    "Office",
    "Outcome",
    "Progress",
    "Soffice",
    "find_fonts",
    "find_office",
]
