package fanout

import "syscall"

// pen is what writing takes: a buffer to gather in, and the means of one write that does not block.
type pen struct {
	buffer  []byte
	payload []byte
	n       int
	err     error
	once    func(fd uintptr) bool // writes payload; made once, as it escapes
}

// takePen is to be given back to pens. Idle links and rooms hold none.
func (w *Window) takePen() *pen {
	if p, ok := w.pens.Get().(*pen); ok {
		return p
	}
	p := &pen{buffer: make([]byte, 0, gatherSize+gatherSize/4)}
	p.once = func(fd uintptr) bool {
		p.n, p.err = writeNow(fd, p.payload)
		return true
	}
	return p
}

// write writes what goes without blocking; n below len(b) means that more would block.
func (p *pen) write(raw syscall.RawConn, b []byte) (n int, err error) {
	p.payload, p.n, p.err = b, 0, nil
	if err := raw.Write(p.once); err != nil {
		return 0, err
	}
	return p.n, p.err
}
