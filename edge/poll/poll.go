package poll

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
)

const longest = 25 // seconds a poll may wait

// Events serves GET /api/v1/rooms/{room}/events?since=POSITION&wait=SECONDS: what happened after the position, at
// least one event or the end of the wait (25 seconds unless it says less). Codes: those of edge.Gate.Visit, bad_position,
// bad_request, gone.
func Events(g *edge.Gate) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, err := poll(g, r)
		if err != nil {
			g.Refuse(w, err)
			return
		}
		edge.WriteJSON(w, http.StatusOK, answer)
	})
}

// poll returns {"position","events"}; the events are joined by hand, as an encoder might spell them in another way.
func poll(g *edge.Gate, r *http.Request) ([]byte, error) {
	query := r.URL.Query()
	since := query.Get("since")
	if since == "" {
		return nil, world.Refuse(world.CodeBadPosition, "Read the room's snapshot first, and poll with `since` at its position.")
	}
	wait := longest
	if asked := query.Get("wait"); asked != "" {
		seconds, err := strconv.Atoi(asked)
		if err != nil || seconds < 0 {
			return nil, world.Refuse(world.CodeBadRequest, "`wait` is a number of seconds from 0 to 25.")
		}
		wait = min(seconds, longest)
	}
	visit, err := g.Visit(r, since)
	if err != nil {
		return nil, err
	}
	defer visit.Close()
	_, start, err := visit.Begin(r.Context())
	if err != nil {
		return nil, err
	}
	within, end := visit.Within(r.Context())
	defer end()
	ctx, cancel := context.WithTimeout(within, time.Duration(wait)*time.Second)
	defer cancel()
	events, position, err := start.Poll(ctx)
	if err != nil {
		return nil, err
	}
	answer := append([]byte(`{"position":"`+position.String()+`","events":[`), bytes.Join(events, []byte(","))...)
	return append(answer, "]}"...), nil
}

// Commands serves POST /api/v1/rooms/{room}/commands: one command, as JSON of at most 16 KiB. The answer says with the
// header Yokocho-Time what room time was. Codes: foreign_origin, unauthenticated, those of wire.DecodeCommand and of
// session.Sessions.Do.
func Commands(g *edge.Gate) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, err := g.Identify(r)
		if err != nil {
			g.Refuse(w, err)
			return
		}
		raw, err := io.ReadAll(io.LimitReader(r.Body, wire.MaxCommand+1)) // decoding refuses what is larger
		if err != nil {
			g.Refuse(w, world.Refuse(world.CodeBadRequest, "The command did not arrive whole. Repeat it under the same id."))
			return
		}
		in := world.RoomID(r.PathValue("room"))
		reply := g.Do(r.Context(), who.ID, in, raw)
		if opened, err := g.Street.Open(r.Context(), in); err == nil {
			w.Header().Set(edge.TimeHeader, strconv.FormatInt(int64(opened.Now()), 10))
		}
		reply.Re = ""
		if reply.Error != nil {
			g.Refuse(w, reply.Error)
			return
		}
		g.Answer(w, http.StatusOK, reply)
	})
}
