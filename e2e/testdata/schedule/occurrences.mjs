// Computes the meetings of rules by the npm package rrule, and their instants by
// ICU. Reads JSON from stdin: a list of {zone, from, until, minutes, sets}, where
// a set is {start, rule, except, dates, moved: [{from, to}]} with local times as
// 2027-01-12T19:00; writes for each a list of "LOCAL START END", the last two in UTC.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { RRule } = createRequire(process.argv[2] + "/")("rrule");

// wall is a local time as if it were UTC, which is how rrule counts.
const wall = (text) => Date.parse(text + ":00Z");
const show = (ms) => new Date(ms).toISOString().slice(0, 16);

const formats = new Map();
const offsets = new Map();
function offset(instant, zone) {
  const key = zone + instant;
  if (!offsets.has(key)) {
    if (!formats.has(zone)) {
      const digits = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" };
      formats.set(zone, new Intl.DateTimeFormat("en", { timeZone: zone, hourCycle: "h23", ...digits }));
    }
    const p = Object.fromEntries(formats.get(zone).formatToParts(instant).map((part) => [part.type, part.value]));
    offsets.set(key, wall(`${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}`) - instant);
  }
  return offsets.get(key);
}

// inUse are the offsets of a zone, the greatest first.
const known = new Map();
function inUse(zone) {
  if (!known.has(zone)) {
    const months = Array.from({ length: 24 }, (_, month) => offset(Date.UTC(2027, month, 1), zone));
    known.set(zone, [...new Set(months)].sort((a, b) => b - a));
  }
  return known.get(zone);
}

// instant follows RFC 5545 §3.3.5: the first of two, and in a gap the offset before it.
function instant(local, zone) {
  const found = inUse(zone).find((guess) => offset(local - guess, zone) === guess);
  return local - (found ?? offset(local - 86400000, zone));
}

function locals(set, zone, until) {
  const found = new Set((set.dates ?? []).map(wall));
  if (set.rule) {
    const rule = set.rule.replace(/UNTIL=(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?/, (_, y, m, d, h = "23", min = "59", utc = "") => {
      const at = Date.parse(`${y}-${m}-${d}T${h}:${min}:00Z`);
      return "UNTIL=" + new Date(utc ? at + offset(at, zone) : at).toISOString().replace(/[-:]|\.000/g, "");
    });
    const r = new RRule({ ...RRule.parseString(rule), dtstart: new Date(wall(set.start)) });
    for (const date of r.between(new Date(0), new Date(wall(until + "T23:59") + 400 * 86400000), true)) found.add(date.getTime());
  } else {
    found.add(wall(set.start));
  }
  for (const text of set.except ?? []) found.delete(wall(text)) || process.exit(console.error("no meeting to leave out on", text, set) ?? 1);
  for (const { from, to } of set.moved ?? []) {
    found.delete(wall(from)) || process.exit(console.error("no meeting to move on", from, set) ?? 1);
    found.add(wall(to));
  }
  return [...found];
}

const answers = JSON.parse(readFileSync(0, "utf8")).map(({ zone, from, until, minutes, sets }) =>
  sets
    .flatMap((set) => locals(set, zone, until))
    .filter((t) => show(t).slice(0, 10) >= from && show(t).slice(0, 10) <= until)
    .sort((a, b) => a - b)
    .map((t) => `${show(t)} ${show(instant(t, zone))} ${show(instant(t + minutes * 60000, zone))}`),
);
console.log(JSON.stringify(answers));
