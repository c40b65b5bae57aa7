"""The entry workbook: a door to the same facts for people who live in Excel.

Holds: sheets derived from the nouns, their filling, the reading of clerks' workbooks. Takes: a workbook, the present
facts. Gives: a workbook, or changed facts with every problem at its cell. Never: a schema of its own, forms, printing.

Its modules are asked for by name: a build, which needs the columns alone, does not load what reads and writes books.
"""
