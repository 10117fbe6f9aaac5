package schedule

import "testing"

func TestReportsEveryFaultWithItsPlace(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"another form", "schedule: weekly", `1:11: error: expected a schedule, found the text "weekly" | write {every: week, day: tuesday, time: 19:00-20:30}, or {text: …}, or on_request`},
		{"nothing", "schedule: {}", `1:11: error: the schedule says nothing | write a meeting, {text: …} or on_request`},
		{"unknown key", "schedule: {every: week, daay: monday}", "1:19: notice: this rhythm has no day: it is said in words, without dates | write day, as in \"first monday\" or tuesday\n1:25: error: unknown key \"daay\" | did you mean \"day\"?"},
		{"a misspelt key of the block around one meeting", "schedule: {every: week, day: monday, timzone: Europe/Athens}", `1:38: error: unknown key "timzone" | did you mean "timezone"?`},
		{"a meeting beside a list of them", "schedule: {every: week, meetings: [{every: week, day: monday}]}", `1:12: error: "every" belongs to a line under meetings: | write meetings: [{every: …}], and beside meetings: only what holds for all lines`},
		{"rhythm", "schedule: {every: 2 week, day: monday}", `1:19: error: "2 week" is not a rhythm | write every: 2 weeks`},
		{"no rhythm", "schedule: {day: monday, time: 19:00}", `1:11: error: this meeting has neither a rhythm nor dates | write every: week, or dates: [2027-03-06]`},
		{"two kinds", "schedule: {every: week, dates: [2027-03-06]}", `1:32: error: "dates" does not go with "every" | see 1:19: "every" stands here`},
		{"a key of another kind", "schedule: {dates: [2027-03-06], count: 3}", `1:40: error: "count" does not go with "dates" | see 1:19: "dates" stands here`},
		{"weekday", "schedule: {every: week, day: [monday, tusday]}", `1:39: error: "tusday" is not a weekday | did you mean "tuesday"?`},
		{"nth", "schedule: {every: month, day: secnd monday}", `1:31: error: "secnd monday" is not a day | did you mean "second monday"?`},
		{"nth of a week", "schedule: {every: week, day: first monday}", `1:30: error: a week has one of each weekday | write every: month, or a weekday alone`},
		{"weekday of a month", "schedule: {every: month, day: monday}", `1:31: error: a month has several of each weekday | say which, as in "first monday", or about: true`},
		{"weekday of a day", "schedule: {every: day, day: monday}", `1:29: error: a rhythm in days has no weekday | write every: week and the weekdays`},
		{"kinds of days", "schedule: {every: month, day: [1, first monday]}", `1:31: error: weekdays and day numbers cannot stand in one rule | write a meeting line for each`},
		{"day number", "schedule: {every: month, day: 32}", `1:31: error: there is no day 32 in a month | write 1 to 31, or as in "last monday"`},
		{"time", "schedule: {every: week, day: monday, time: 19}", `1:44: error: "19" is not a time | write 19:00`},
		{"first weekday", "schedule: {every: week, day: tuesday, from: 2027-01-13}",
			`1:45: error: the first meeting 2027-01-13 is a Wednesday, which is no day of the rule | the next day of the rule is 2027-01-19, a Tuesday | see 1:30: the day stands here`},
		{"first of the month", "schedule: {every: month, day: first monday, from: 2027-01-11}",
			`1:51: error: the first meeting 2027-01-11 is a Monday, which is no day of the rule | the next day of the rule is 2027-02-01, a Monday | see 1:31: the day stands here`},
		{"end before beginning", "schedule: {every: week, day: tuesday, from: 2027-01-12, until: 2027-01-05}",
			`1:64: error: the end 2027-01-05 is before the first meeting 2027-01-12 | write an end that is later, or leave it out | see 1:45: the first meeting stands here`},
		{"two ends", "schedule: {every: week, day: tuesday, from: 2027-01-12, until: 2027-02-02, count: 3}",
			`1:83: error: a rule ends by "until" or by "count", not by both | leave one of them out | see 1:64: "until" stands here`},
		{"count", "schedule: {every: week, day: tuesday, from: 2027-01-12, count: 0}", `1:64: error: there cannot be 0 meetings | count is from 1 to 1000`},
		{"year", "schedule: {every: week, day: tuesday, from: 0027-01-12}", `1:45: error: the year 27 cannot be right`},
		{"exception misses", "schedule: {every: week, day: tuesday, from: 2027-01-12, except: [2027-02-02, 2027-02-10]}",
			`1:78: warning: no meeting falls on 2027-02-10 | the nearest meeting is on 2027-02-09, a Tuesday | see 1:19: the meetings stand here`},
		{"exceptions miss", "schedule: {every: week, day: tuesday, except: {from: 2027-02-03, until: 2027-02-08}}",
			`1:54: warning: no meeting falls between 2027-02-03 and 2027-02-08 | the nearest meeting is on 2027-02-02, a Tuesday | see 1:19: the meetings stand here`},
		{"exception turned round", "schedule: {every: week, day: tuesday, except: {from: 2027-02-09, until: 2027-02-02}}",
			"1:73: error: 2027-02-02 is before 2027-02-09 | write the first day under from, the last under until | see 1:54: it begins here"},
		{"move misses", "schedule: {every: week, day: tuesday, moved: {2027-02-03: 2027-02-04}}", `1:47: warning: no meeting falls on 2027-02-03 | the nearest meeting is on 2027-02-02, a Tuesday | see 1:19: the meetings stand here`},
		{"moved and excepted", "schedule: {every: week, day: tuesday, except: 2027-02-02, moved: {2027-02-02: 2027-02-04}}",
			`1:67: error: the meeting of 2027-02-02 is both moved and excepted | leave one of them out | see 1:47: it is excepted here`},
		{"moved from no day", "schedule: {every: week, day: tuesday, moved: {Tue 2027-02-03: 2027-02-04}}", `1:47: error: 2027-02-03 is not a Tuesday | it is a Wednesday: mend the date or the weekday`},
		{"moved list", "schedule: {every: week, day: tuesday, moved: [2027-02-02]}", `1:46: error: expected a block of days, found a list | write the planned day and the new one, as in {2027-10-06: 2027-10-13}`},
		{"nothing left", "schedule: {every: week, day: tuesday, from: 2027-01-12, count: 1, except: 2027-01-12}", `1:75: error: no meeting is left of this rule | leave out an exception, or the line | see 1:19: the rule stands here`},
		{"never", "schedule: {every: year, day: 30, from: 2027-02-28}", `1:19: error: no day fits this rule: it would never happen | mend one of day, from and until | see 1:30: day stands here | see 1:40: from stands here`},
		{"short", "session: {minutes: 90, per_meeting: 2}\nschedule: {every: week, day: tuesday, time: 19:00-20:30}",
			`2:45: error: 19:00-20:30 has 90 minutes, the work of a meeting 180 | the time of a meeting is its sessions with the breaks: mend the time, or the minutes and units | see 1:10: the session stands here`},
		{"short for its units", "session: {minutes: 90, counts: {units: 1, unit: double-session}}\nschedule: {dates: [2027-03-06], time: 09:00-12:00, units: 3}",
			`2:39: error: 09:00-12:00 has 180 minutes, the work of a meeting 270 | the time of a meeting is its sessions with the breaks: mend the time, or the minutes and units | see 2:59: the units stand here`},
		{"short for its own session", "session: {minutes: 60}\nschedule: {every: week, day: tuesday, time: 19:00-20:00, session: {minutes: 90}}",
			`2:45: error: 19:00-20:00 has 60 minutes, the work of a meeting 90 | the time of a meeting is its sessions with the breaks: mend the time, or the minutes and units | see 2:67: the session stands here`},
		{"short for its breaks", "session: {minutes: 45, per_meeting: 2, break_minutes: 15}\nschedule: {every: week, day: tuesday, time: 19:00-20:30}",
			`2:45: error: 19:00-20:30 has 90 minutes, the work of a meeting with its breaks 105 | the time of a meeting is its sessions with the breaks: mend the time, or the minutes and units | see 1:10: the session stands here`},
		{"one session has no break", "session: {minutes: 90, break_minutes: 15}\nschedule: {every: week, day: tuesday, time: 19:00-20:30}", ""},
		{"one date that is short", "session: {minutes: 90}\nschedule: {dates: [2027-03-06, 2027-03-13T19:00-20:00, {from: 2027-03-19, until: 2027-03-20}], time: 09:00-11:00}",
			`2:32: error: 19:00-20:00 has 60 minutes, the work of a meeting 90 | the time of a meeting is its sessions with the breaks: mend the time, or the minutes and units | see 1:10: the session stands here`},
		{"an hour that does not exist", "schedule: {timezone: Europe/Athens, meetings: {dates: [2027-03-27, 2027-03-28, 2027-03-28T02:00-03:15], time: 03:30-04:30}}",
			"1:68: warning: there is no 03:30 on 2027-03-28 in Europe/Athens: clocks go forward to summer time | calendars take it for 04:30: write the hour that clocks show\n" +
				"1:80: warning: there is no 03:15 on 2027-03-28 in Europe/Athens: clocks go forward to summer time | calendars take it for 04:15: write the hour that clocks show"},
		{"an end with an hour alone", "schedule: {dates: {from: 2027-02-19, until: 2027-02-20T18:00}}",
			`1:45: error: the end has an hour, and the beginning 2027-02-19 has none | write both, as in {from: 2027-02-19T14:00, until: 2027-02-20T18:00}, or the hours of each day under time | see 1:26: it begins here`},
		{"a stretch turned round", "schedule: {dates: {from: 2027-02-19T14:00, until: 2027-02-19T12:00}}",
			`1:51: error: 2027-02-19T12:00 is not after 2027-02-19T14:00 | write the first hour under from, the last under until | see 1:26: it begins here`},
		{"hours of a date", "schedule: {dates: [2027-02-19T14:00-25:00]}", `1:20: error: "14:00-25:00" is not a time | write hours and minutes, as in 19:00-20:30 or 19:00`},
		{"session", "session: {minutes: 90, counts: {units: 2, unit: double-session}}\nschedule: on_request",
			`1:32: error: 2 × double-session are 180 minutes, more than the meeting's 90 | a double session has 90 minutes, a teaching unit 45, an hour 60; several sessions in one meeting are written per_meeting: 2 | see 1:20: the minutes stand here`},
		{"bounds of the whole", "schedule: {from: 2027-01, meetings: {every: week, day: tuesday}}",
			`1:18: error: "from" outside of the meetings is for a schedule without a rule | write "from" in the line of the rule | see 1:37: the rule stands here`},
		{"bounds turned round", "schedule: {from: 2028, until: 2027-06}", `1:31: error: the end 2027-06 is before the beginning 2028 | write an end that is later, or leave it out | see 1:18: the beginning stands here`},
		{"twice", "schedule: {dates: [2027-03-06, 2027-03-06]}", `1:32: warning: the date 2027-03-06 stands twice | it is one meeting: leave one of them out | see 1:20: it stands here first`},
		{"empty items", "schedule: [null, {every: week, day: [tuesday, null], except: [null]}, {dates: [2027-03-06, null]}]",
			"1:12: error: an item of this list is empty\n1:47: error: an item of this list is empty\n1:63: error: an item of this list is empty\n1:92: error: an item of this list is empty"},
		{"no dates", "schedule: {dates: []}", `1:19: error: the list of dates is empty | dates that are not fixed yet are written undated: {count: 3}`},
		{"days turned round", "schedule: {dates: [{from: 2027-03-06, until: 2027-03-05}]}", `1:46: error: 2027-03-05 is before 2027-03-06 | write the first day under from, the last under until | see 1:27: it begins here`},
		{"undated day", "schedule: {undated: {day: first saturday, count: -1}}", "1:27: error: the days are not fixed yet: only a weekday can stand here\n1:50: error: there cannot be -1 meetings"},
		{"range", "schedule: {per_year: {min: 10, max: 8}}", `1:37: error: the greatest number 8 is less than the smallest, 10 | see 1:28: the smallest stands here`},
		{"zone", "schedule: {timezone: Athens, text: x}", `1:22: error: unknown time zone "Athens" | did you mean "Europe/Athens"?`},
		{"zone without a city", "schedule: {timezone: Etc/GMT+2, text: x}", `1:22: error: unknown time zone "Etc/GMT+2" | zones are named by continent and city, as in Europe/Athens`},
		{"set by", "schedule: {set_by: leader}", "1:20: error: unknown word \"leader\" | known are group"},
		// rules of RFC 5545
		{"interval 0", rule("FREQ=WEEKLY;INTERVAL=0"), refused("FREQ=WEEKLY;INTERVAL=0", `INTERVAL cannot be "0"`)},
		{"count and until", rule("FREQ=WEEKLY;COUNT=3;UNTIL=20271231"), refused("FREQ=WEEKLY;COUNT=3;UNTIL=20271231", "it has both COUNT and UNTIL")},
		{"hours", rule("FREQ=WEEKLY;BYHOUR=19"), refused("FREQ=WEEKLY;BYHOUR=19", "BYHOUR is not for days; the hours stand under time")},
		{"hourly", rule("FREQ=HOURLY"), refused("FREQ=HOURLY", `FREQ cannot be "HOURLY"`)},
		{"no freq", rule("BYDAY=MO"), refused("BYDAY=MO", "FREQ is missing")},
		{"twice a part", rule("FREQ=WEEKLY;FREQ=DAILY"), refused("FREQ=WEEKLY;FREQ=DAILY", "FREQ stands twice")},
		{"a start", rule("FREQ=WEEKLY;DTSTART=20270101"), refused("FREQ=WEEKLY;DTSTART=20270101", `"DTSTART=20270101" is no part of a rule`)},
		{"sixth Monday", rule("FREQ=MONTHLY;BYDAY=6MO"), refused("FREQ=MONTHLY;BYDAY=6MO", "there is no 6MO")},
		{"numbered weekly", rule("FREQ=WEEKLY;BYDAY=2MO"), refused("FREQ=WEEKLY;BYDAY=2MO", "BYDAY can have a number only by month or year")},
		{"week numbers", rule("FREQ=MONTHLY;BYWEEKNO=2"), refused("FREQ=MONTHLY;BYWEEKNO=2", "BYWEEKNO and BYYEARDAY need FREQ=YEARLY")},
		{"day 32", rule("FREQ=MONTHLY;BYMONTHDAY=32"), refused("FREQ=MONTHLY;BYMONTHDAY=32", "bymonthday must be between 1 and 31 or -1 and -31")},
		{"no day of the rule", rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), `1:19: error: no day fits this rule: it would never happen | mend one of day, from and until | see 1:64: from stands here`},
		{"over before its first day", "schedule: {every: week, day: tuesday, from: 2027-01-13, until: 2027-01-16}",
			`1:19: error: no day fits this rule: it would never happen | mend one of day, from and until | see 1:30: day stands here | see 1:45: from stands here | see 1:64: until stands here`},
		{"moved to itself", "schedule: {every: week, day: tuesday, time: 19:00-20:30, moved: {2027-02-02: 2027-02-02T19:00}}",
			`1:66: warning: the meeting of 2027-02-02 is moved to where it was | write the new day, or the new hour as in 2027-02-02T18:00`},
		{"moved onto another", "schedule: {every: week, day: tuesday, time: 19:00-20:30, moved: {2027-02-02: 2027-02-09T18:00}}",
			`1:66: warning: the meeting of 2027-02-02 is moved to 2027-02-09, on which the group meets anyway | write another day, or, if there is only one meeting, except: [2027-02-02] | see 1:19: that meeting stands here`},
		{"moved onto another line", "schedule: [{every: week, day: tuesday, moved: {2027-02-02: 2027-02-04}}, {dates: 2027-02-04}]",
			`1:48: warning: the meeting of 2027-02-02 is moved to 2027-02-04, on which the group meets anyway | write another day, or, if there is only one meeting, except: [2027-02-02] | see 1:82: that meeting stands here`},
		{"moved away and another here", "schedule: {every: week, day: tuesday, moved: {2027-02-02: 2027-02-09, 2027-02-09: 2027-02-16, 2027-02-16: 2027-02-17}}", ""},
		{"units twice", "session: {counts: {units: 1, unit: hour}}\nschedule: {undated: {count: 2, units: 3}, units: 4}", `2:50: error: the meetings have 4 units here, and 3 there | leave one of them out | see 2:39: the others stand here`},
		{"units below nothing", "session: {counts: {units: 1, unit: hour}}\nschedule: {undated: {count: 2, units: -3}}", `2:39: error: a meeting cannot have less than 0 units`},
		{"units without a name", "schedule: {dates: 2027-02-02, units: 2.5}", `1:38: notice: the units have no name: they are not said | name them in the session, as in session: {counts: {units: 2.5, unit: teaching-unit}}`},
		{"no first meeting", `schedule: {rrule: "FREQ=WEEKLY;BYDAY=MO"}`, `1:19: error: a rule needs its first meeting | write from, as in from: 2027-01-09`},
		{"two ends of a rule", `schedule: {rrule: "FREQ=WEEKLY;COUNT=3", from: 2027-01-09, until: 2027}`,
			`1:67: error: a rule ends by "rrule" or by "until", not by both | leave one of them out | see 1:19: "rrule" stands here`},
		// words only
		{"no anchor", "schedule: {every: 2 weeks, day: thursday}", `1:19: notice: this rhythm has no first meeting: it is said in words, without dates | write from, the day of the first meeting`},
		{"vague anchor", "schedule: {every: week, day: thursday, from: 2027-09}", `1:46: notice: the first meeting has no day yet: it is said in words, without dates`},
		{"count without anchor", "schedule: {every: week, day: thursday, count: 5}", `1:47: notice: a number of meetings without a first one: it is said in words, without dates | write from, the day of the first meeting`},
		{"no day", "schedule: {every: month, from: 2027-01-09}", `1:19: notice: this rhythm has no day: it is said in words, without dates | write day, as in "first monday" or tuesday`},
		{"about with exceptions", "schedule: {every: 2 weeks, about: true, except: 2027-01-09}", `1:35: error: what is about so has no dates that could be excepted or moved | leave about: true out, or say it in the schedule's text`},
		{"fine", "session: {minutes: 90}\nschedule: {every: week, day: tuesday, time: 23:00-00:30, from: 2027-01-12, except: 2027-01-19}", ""},
		{"the example of the data model", "schedule: " + modelMeetings,
			"7:12: warning: no meeting falls on 2027-07-14 | the nearest meeting is on 2027-06-30, a Wednesday | see 2:10: the meetings stand here\n" +
				"8:11: warning: no meeting falls on 2027-10-06 | the nearest meeting is on 2027-09-22, a Wednesday | see 2:10: the meetings stand here\n" +
				"12:10: notice: the units have no name: they are not said | name them in the session, as in session: {counts: {units: 3, unit: teaching-unit}}\n" +
				"14:20: notice: the units have no name: they are not said | name them in the session, as in session: {counts: {units: 3, unit: teaching-unit}}"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, got := read(t, tt.in); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func rule(s string) string { return `schedule: {rrule: "` + s + `", from: 2027-01-04}` }

func refused(s, why string) string {
	return `1:19: error: "` + s + `" cannot be a rule: ` + why + ` | rules are written as in FREQ=MONTHLY;BYDAY=2SA (RFC 5545)`
}
