"""Paper to PDF: LibreOffice behind one small interface, the fonts it may use, and the reader of scans.

Holds: `Converter`, the soffice processes, the cluster, the font check, ocrmypdf. Takes: .docx files,
scans. Gives: .pdf files with page counts.
Never: what a document means.
"""

from vanban.convert.base import Converter, Job, Outcome, Progress, Ready, nothing
from vanban.convert.cluster import Cluster
from vanban.convert.fake import Fake
from vanban.convert.fonts import FontFamily, find_fonts
from vanban.convert.ocr import Ocr, find_ocr
from vanban.convert.office import Office, find_office, soon
from vanban.convert.soffice import Soffice
from vanban.convert.to_word import to_word

__all__ = [
    "Cluster",
    "Converter",
    "Fake",
    "FontFamily",
    "Job",
    "Ocr",
    "Office",
    "Outcome",
    "Progress",
    "Ready",
    "Soffice",
    "find_fonts",
    "find_ocr",
    "find_office",
    "nothing",
    "soon",
    "to_word",
]
