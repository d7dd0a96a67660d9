//go:build unix

package fanout

import (
	"net"
	"syscall"
)

// rawConn is the connection's descriptor, for writing without blocking; a TLS connection has none.
func rawConn(conn net.Conn) (syscall.RawConn, bool) {
	under, ok := conn.(syscall.Conn)
	if !ok {
		return nil, false
	}
	raw, err := under.SyscallConn()
	return raw, err == nil
}

// writeNow writes as much as goes at once.
func writeNow(fd uintptr, b []byte) (int, error) {
	written := 0
	for written < len(b) {
		n, err := syscall.Write(int(fd), b[written:])
		switch {
		case err == syscall.EINTR:
			continue
		case err == syscall.EAGAIN:
			return written, nil
		case err != nil:
			return written, err
		}
		written += n
	}
	return written, nil
}
