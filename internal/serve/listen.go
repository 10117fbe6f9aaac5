package serve

import (
	"errors"
	"fmt"
	"net"
	"strconv"
)

// triedPorts is how many ports are tried before giving up.
const triedPorts = 100

// loopbacks are the addresses of this machine that "localhost" may mean.
var loopbacks = []string{"127.0.0.1", "::1"}

// listen takes a port on the loopback interface: the first, or the next that is
// free; 0 is any. Where the machine has both addresses, it takes the port on
// both: a browser may try either one for "localhost", and must not meet another
// program there.
func listen(first int) ([]net.Listener, int, error) {
	var own []string
	for _, address := range loopbacks {
		if l, err := net.Listen("tcp", net.JoinHostPort(address, "0")); err == nil {
			l.Close()
			own = append(own, address)
		}
	}
	var last error = errors.New("this machine has no loopback interface")
	for try := range triedPorts {
		port := first + try
		if first == 0 {
			port = 0
		}
		if port > 1<<16-1 || len(own) == 0 {
			break
		}
		listeners, taken, err := listenAt(own, port)
		if err == nil {
			return listeners, taken, nil
		}
		last = err
	}
	return nil, 0, fmt.Errorf("no port is free from %d on: %w", first, last)
}

// listenAt takes a port on all addresses, or none.
func listenAt(addresses []string, port int) ([]net.Listener, int, error) {
	var all []net.Listener
	for _, address := range addresses {
		l, err := net.Listen("tcp", net.JoinHostPort(address, strconv.Itoa(port)))
		if err != nil {
			for _, l := range all {
				l.Close()
			}
			return nil, 0, err
		}
		port = l.Addr().(*net.TCPAddr).Port
		all = append(all, l)
	}
	return all, port, nil
}

// hosts are the names by which a request may ask for the server, as browsers write
// them: without the port where it is HTTP's own.
func hosts(port int) map[string]bool {
	names := map[string]bool{}
	for _, name := range []string{"localhost", "127.0.0.1", "[::1]"} {
		names[name+":"+strconv.Itoa(port)] = true
		if port == 80 {
			names[name] = true
		}
	}
	return names
}

// Port is the port that the server has taken.
func (s *Server) Port() int { return s.port }

// Address is where a browser finds the preview.
func (s *Server) Address() string { return "http://localhost:" + strconv.Itoa(s.port) + "/" }
