"""Reads a PO file with Debian's python3-polib, writes it as that library does, and
prints its messages.

Call: python3 po.py FILE COPY
"""
import json
import sys

import polib

po = polib.pofile(sys.argv[1], wrapwidth=40)
po.save(sys.argv[2])
json.dump([{"Context": m.msgctxt or "", "ID": m.msgid, "Text": m.msgstr, "Fuzzy": m.fuzzy} for m in po], sys.stdout)
