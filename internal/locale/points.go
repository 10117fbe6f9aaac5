package locale

// Points says a number of points of continuing education; halves are given too.
func (l *Language) Points(n float64) string {
	if n == float64(int(n)) {
		return l.Word("groups.points", int(n))
	}
	// A broken number takes the form of the many.
	return l.Word("groups.points_part", "Number", l.Number(n))
}
