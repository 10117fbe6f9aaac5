"""Reads calendars with Debian's python3-icalendar and prints when their events start.

Call: python3 calendars.py FILE…
"""
import json
import sys
from datetime import datetime, timezone

from icalendar import Calendar


def check(name, part):
    assert not part.errors, (name, part.name, part.errors)
    assert set(part.required) <= set(part), (name, part.name, part.required)
    for key in part.singletons:
        assert not isinstance(part.get(key), list), (name, part.name, key)
    assert part.name != "VALARM", (name, "an alarm")


def start(event):
    at = event.decoded("DTSTART")
    if isinstance(at, datetime):
        return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return at.isoformat()


found = {}
for name in sys.argv[1:]:
    with open(name, "rb") as f:
        calendar = Calendar.from_ical(f.read())
    for part in calendar.walk():
        check(name, part)
    assert Calendar.from_ical(calendar.to_ical()).to_ical() == calendar.to_ical(), name
    found[name] = [event["UID"] + " " + start(event) for event in calendar.walk("VEVENT")]
json.dump(found, sys.stdout)
