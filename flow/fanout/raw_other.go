//go:build !unix

package fanout

import (
	"errors"
	"net"
	"syscall"
)

// rawConn has nothing to give here: every WebSocket gets a writer of its own.
func rawConn(net.Conn) (syscall.RawConn, bool) { return nil, false }

func writeNow(uintptr, []byte) (int, error) { return 0, errors.ErrUnsupported }
