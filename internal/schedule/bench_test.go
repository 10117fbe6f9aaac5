package schedule

import "testing"

// BenchmarkGroups computes and says 3,000 groups with five years of meetings; the
// figure that counts is the time for each group.
func BenchmarkGroups(b *testing.B) {
	langs := languages(b)
	forms := []string{
		"{every: week, day: tuesday, time: 19:00-20:30, from: 2026-01-06, until: 2030-12-31, except: [{from: 2026-07-13, until: 2026-08-31}, {from: 2027-07-12, until: 2027-08-30}, {from: 2028-07-12, until: 2028-08-30}]}",
		"{every: 2 weeks, day: [monday, thursday], time: 19:00-20:30, from: 2026-01-05}",
		"{every: 4 weeks, day: wednesday, time: 19:00-20:30, from: 2026-01-14, count: 60, moved: {2026-02-11: 2026-02-12}}",
		"{every: month, day: [first monday, third monday], time: 20:00-21:30, from: 2026-01-05, until: 2030-12-16}",
		"{timezone: Europe/Athens, show_zones: [Europe/London, America/New_York], meetings: {every: week, day: tuesday, time: 19:00-20:30, from: 2026-01-06}}",
		`{rrule: "FREQ=MONTHLY;BYDAY=2SA;COUNT=60", time: 10:00-13:00, from: 2026-01-10}`,
	}
	var all []*Schedule
	for i := range 3000 {
		s, _ := read(b, "session: {minutes: 90}\nschedule: "+forms[i%len(forms)])
		all = append(all, s)
	}
	asOf := day("2027-03-01")
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range all {
			s.Between(day("2026-01-01"), day("2030-12-31"))
			s.Next(asOf, 6)
			s.Last()
			s.State(asOf)
			s.Series()
			for _, l := range langs {
				s.Sentences(Reader{Language: l, AsOf: asOf})
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(all)), "µs/group")
}
