package render

import (
	"strconv"

	"fishbowl/internal/record"
)

// mostSeats is how many chairs a circle is drawn with at most.
const mostSeats = 24

// circleOf draws a group as a ring of chairs: the leaders', those that are taken
// and those that are free.
func circleOf(g *record.Group) *Circle {
	members, leaders := max(g.Size.Max, g.Size.Min), 0
	for _, p := range g.Leaders {
		if p.Role != "supervisor" {
			leaders++
		}
	}
	if members == 0 || members+leaders > mostSeats {
		return nil
	}
	state, free := "any", 0
	switch {
	case g.Size.Places.Known && g.Status.Joinable():
		state, free = "taken", min(g.Size.Places.Count, members)
	case g.Size.Places.Known, g.Status == record.Full, g.Status == record.Closed:
		state = "taken"
	}
	seats := make([]Seat, members+leaders)
	for i := range seats {
		seats[i].State = state
		switch {
		case i < leaders:
			seats[i].State = "leader"
		case i >= len(seats)-free:
			seats[i].State = "free"
		}
		// The leaders sit at the bottom.
		turn := 180 + 360*(float64(i)-float64(leaders-1)/2)/float64(len(seats))
		seats[i].Turn = strconv.FormatFloat(turn, 'f', 1, 64)
	}
	const roomy = 14 // so many chairs have room at their full size
	return &Circle{Seats: seats, Scale: strconv.FormatFloat(min(1, roomy/float64(len(seats))), 'f', 2, 64)}
}
