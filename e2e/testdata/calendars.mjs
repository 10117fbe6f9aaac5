// Reads calendars as programs do and prints their meetings as JSON.
// Call: node calendars.mjs ICAL.JS FROM UNTIL FILE…   (days as 2027-03-01)
import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

const [library, from, until, ...files] = process.argv.slice(2);
const ICAL = (await import(pathToFileURL(library))).default;
ICAL.design.strict = true;
ICAL.design.icalendar.property.name = {defaultType: 'text'}; // RFC 7986, which ical.js does not know

const end = ICAL.Time.fromDateString(until);
end.adjust(2, 0, 0, 0); // beyond the last day in every zone
const calendars = {};
for (const file of files) calendars[file] = read(readFileSync(file, 'utf8'));
process.stdout.write(JSON.stringify(calendars));

function read(text) {
  const root = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone); // only the file's own
  const events = root.getAllSubcomponents('vevent').map((c) => new ICAL.Event(c));
  const exceptions = events.filter((e) => e.isRecurrenceException());
  const meetings = [];
  for (const event of events.filter((e) => !e.isRecurrenceException())) {
    for (const e of exceptions.filter((e) => e.uid === event.uid)) event.relateException(e);
    if (!event.isRecurring()) {
      meetings.push(meeting(event, event.startDate, event.endDate));
      continue;
    }
    const all = event.iterator();
    for (let next; (next = all.next()) && next.compare(end) < 0;) {
      const details = event.getOccurrenceDetails(next);
      meetings.push(meeting(details.item, details.startDate, details.endDate));
    }
  }
  const property = (name) => root.getFirstPropertyValue(name)?.toString();
  return {
    name: property('name'), source: property('source'), url: property('url'), refresh: property('refresh-interval'),
    starts: events.map((e) => e.uid + ' ' + (instant(e.startDate) || e.startDate.toString())),
    meetings: meetings.filter((m) => m.day >= from && m.day <= until),
  };
}

function instant(time) {
  return time.isDate ? '' : new Date(time.toUnixTime() * 1000).toISOString().replace('.000Z', 'Z');
}

function meeting(event, start, end) {
  return {
    uid: event.uid, language: event.component.getFirstProperty('summary').getParameter('language'),
    day: start.toString().slice(0, 10), start: instant(start), end: instant(end),
  };
}
