// Writes icu.json: what ICU says of each language. Run with Node 20 or later (full ICU):
//   node icu.mjs > icu.json
const codes = "el en-GB en-US de de-AT de-CH fr it es pt-PT pt-BR nl hu pl cs sk sl hr ro bg sv da nb fi et tr uk ru".split(" ");
const day = (y, m, d) => new Date(Date.UTC(y, m - 1, d));
const out = {};
for (const code of codes) {
  const f = (o) => new Intl.DateTimeFormat(code, { timeZone: "UTC", ...o });
  const long = f({ dateStyle: "long" }), full = f({ dateStyle: "full" });
  const dates = {}, months = {}, weekdays = {};
  for (let m = 1; m <= 12; m++) {
    dates[m] = long.format(day(2027, m, 12));
    months[m] = f({ month: "long", year: "numeric" }).format(day(2027, m, 12));
  }
  for (let d = 0; d < 7; d++) weekdays[d] = f({ weekday: "long" }).format(day(2026, 11, 1 + d));
  const money = {};
  for (const unit of ["EUR", "GBP", "CHF", "USD", "HUF"])
    for (const amount of [30, 12.5, 1234.5, 12345, -5])
      money[`${amount} ${unit}`] = new Intl.NumberFormat(code, { style: "currency", currency: unit, minimumFractionDigits: Number.isInteger(amount) ? 0 : 2 }).format(amount);
  const numbers = {};
  for (const n of [0, 2.5, 1234, 12345, 1234567.891, -3]) numbers[n] = new Intl.NumberFormat(code).format(n);
  const list = (type) => new Intl.ListFormat(code, { type });
  const hours = f({ hour: "numeric", minute: "2-digit" });
  out[code] = {
    dates, months, weekdays, numbers, money,
    weekdayDate: full.format(day(2027, 1, 12)),
    short: f({ day: "numeric", month: "numeric", year: "numeric" }).format(day(2027, 3, 2)),
    shortStyle: f({ dateStyle: "short" }).format(day(2027, 3, 2)),
    ranges: [[day(2026, 11, 3), day(2026, 11, 5)], [day(2026, 11, 30), day(2026, 12, 2)], [day(2026, 12, 30), day(2027, 1, 2)]].map(([a, b]) => long.formatRange(a, b)),
    percent: new Intl.NumberFormat(code, { style: "percent", maximumFractionDigits: 1 }).format(0.195),
    moneyRange: new Intl.NumberFormat(code, { style: "currency", currency: "EUR", minimumFractionDigits: 0 }).formatRange(30, 40),
    time: hours.format(new Date(Date.UTC(2027, 0, 1, 19, 0))), early: hours.format(new Date(Date.UTC(2027, 0, 1, 9, 5))),
    span: hours.formatRange(new Date(Date.UTC(2027, 0, 1, 19, 0)), new Date(Date.UTC(2027, 0, 1, 20, 30))),
    and: [["a", "b"], ["a", "b", "c"]].map((l) => list("conjunction").format(l)),
    or: [["a", "b"], ["a", "b", "c"]].map((l) => list("disjunction").format(l)),
  };
}
process.stdout.write(JSON.stringify(out, null, 1) + "\n");
