"""The entry workbook: a door to the same facts for people who live in Excel.

Holds: sheets derived from the nouns, their filling, the reading of clerks' workbooks. Takes: a workbook, the present
facts. Gives: a workbook, or changed facts with every problem at its cell. Never: a schema of its own, forms, printing.
"""

from vanban.intake.workbook.mark import marked_name, write_marked
from vanban.intake.workbook.take import NounChange, Taken, store, take_workbook
from vanban.intake.workbook.write import write_workbook

__all__ = ["NounChange", "Taken", "marked_name", "store", "take_workbook", "write_marked", "write_workbook"]
