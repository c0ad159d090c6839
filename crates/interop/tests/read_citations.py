"""Reads a.bib, a.ris and a.json of this folder with libraries that others wrote, and prints what they found as JSON."""

import json
import sys
from pathlib import Path

import bibtexparser
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

library = bibtexparser.parse_file("a.bib", encoding="utf-8")
assert not library.failed_blocks, library.failed_blocks
(entry,) = library.entries
bibtex = {"ENTRYTYPE": entry.entry_type, "ID": entry.key, **{field.key: field.value for field in entry.fields}}
with open("a.ris", encoding="utf-8") as file:
    (ris,) = rispy.load(file)
with open("a.json", encoding="utf-8") as file:
    item = json.load(file)
style = CitationStylesStyle(str(Path(__file__).parent.parent / "src/citations/iso690.csl"), locale="fr-FR", validate=False)
bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
bibliography.register(Citation([CitationItem(item["id"])]))
csl = "".join(str(line) for line in bibliography.bibliography())
json.dump({"bibtex": bibtex, "ris": ris, "csl": csl}, sys.stdout)
