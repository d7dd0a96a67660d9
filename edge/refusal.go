package edge

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/yokocho/yokocho/core/world"
)

// Status is the HTTP status of a code. The code is what clients decide by.
func Status(code world.Code) int {
	switch code {
	case world.CodeBadRequest, world.CodeUnknownCommand, world.CodeBadPosition:
		return http.StatusBadRequest
	case world.CodeBadName, world.CodeBadLoginName, world.CodeBadPassword, world.CodeRefusedWord, world.CodeBadText, world.CodeBadPicture, world.CodeTooLong, world.CodeBadPoint,
		world.CodeBadOutfit, world.CodeBadDye, world.CodeTooMany:
		return http.StatusUnprocessableEntity
	case world.CodeTooLarge:
		return http.StatusRequestEntityTooLarge
	case world.CodeUnknownRoom, world.CodeUnknownVisitor, world.CodeUnknownSeat, world.CodeUnknownOutfit, world.CodeUnknownLine,
		world.CodeUnknownItem, world.CodeUnknownLook, world.CodeUnknownReport, world.CodeUnknownMeasure, world.CodeUnknownOpening, world.CodeNotFound:
		return http.StatusNotFound
	case world.CodeNotReachable, world.CodeSeatTaken, world.CodeQuiet, world.CodeFull, world.CodeNotHere,
		world.CodeLoginTaken, world.CodeLastOperator:
		return http.StatusConflict
	case world.CodeForbidden, world.CodeForeignOrigin, world.CodeNotOwned, world.CodeMuted, world.CodeRemoved, world.CodeBanned, world.CodeClosed,
		world.CodeAgeUnknown, world.CodeTooYoung:
		return http.StatusForbidden
	case world.CodeUnauthenticated, world.CodeWrongLogin:
		return http.StatusUnauthorized
	case world.CodeSlowDown:
		return http.StatusTooManyRequests
	case world.CodeGone, world.CodeExpired:
		return http.StatusGone
	case world.CodeBusy, world.CodeUnavailable, world.CodeNewerData:
		return http.StatusServiceUnavailable
	default:
		return http.StatusInternalServerError
	}
}

// Refusal is what a client may read of an error: the refusal it is, or `internal` with an id under which the log has it.
func Refusal(logger *slog.Logger, err error) *world.Error {
	var refusal *world.Error
	switch {
	case errors.As(err, &refusal):
		return refusal
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return world.Refuse(world.CodeUnavailable, "The server took too long. Repeat the command under the same id.")
	}
	id := rand.Text()[:8]
	logger.Error("internal error", "id", id, "error", err)
	return world.Refuse(world.CodeInternal, "Something broke on our side. If it stays broken, tell the operator this id: "+id)
}

// Refuse answers a request with the one error shape.
func (g *Gate) Refuse(w http.ResponseWriter, err error) {
	refusal := Refusal(g.Logger, err)
	if refusal.RetryAfterMs > 0 {
		w.Header().Set("Retry-After", strconv.FormatInt((refusal.RetryAfterMs+999)/1000, 10))
	}
	g.Answer(w, Status(refusal.Code), refusal)
}

// Answer answers a request with JSON that no cache may keep.
func (g *Gate) Answer(w http.ResponseWriter, status int, body any) {
	raw, err := json.Marshal(body)
	if err != nil {
		g.Logger.Error("answer not encoded", "error", err)
		status, raw = http.StatusInternalServerError, []byte(`{"code":"internal","message":"Something broke on our side."}`)
	}
	WriteJSON(w, status, raw)
}

// WriteJSON answers a request with ready JSON that no cache may keep.
func WriteJSON(w http.ResponseWriter, status int, raw []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(append(raw, '\n')) // fails only when the client has gone
}
