// Package refusal is the one table from codes to HTTP, and the one shape in which every edge writes an error.
package refusal

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/yokocho/yokocho/core/world"
)

var statuses = map[world.Code]int{
	world.CodeBadRequest:      http.StatusBadRequest,
	world.CodeTooLarge:        http.StatusRequestEntityTooLarge,
	world.CodeUnknownCommand:  http.StatusBadRequest,
	world.CodeUnknownRoom:     http.StatusNotFound,
	world.CodeUnknownVisitor:  http.StatusNotFound,
	world.CodeUnknownSeat:     http.StatusNotFound,
	world.CodeUnknownOutfit:   http.StatusNotFound,
	world.CodeUnknownLine:     http.StatusNotFound,
	world.CodeBadName:         http.StatusBadRequest,
	world.CodeBadText:         http.StatusBadRequest,
	world.CodeTooLong:         http.StatusBadRequest,
	world.CodeBadPoint:        http.StatusBadRequest,
	world.CodeBadPosition:     http.StatusBadRequest,
	world.CodeNotReachable:    http.StatusConflict,
	world.CodeSeatTaken:       http.StatusConflict,
	world.CodeFull:            http.StatusConflict,
	world.CodeNotHere:         http.StatusConflict,
	world.CodeForbidden:       http.StatusForbidden,
	world.CodeForeignOrigin:   http.StatusForbidden,
	world.CodeUnauthenticated: http.StatusUnauthorized,
	world.CodeBusy:            http.StatusServiceUnavailable,
	world.CodeSlowDown:        http.StatusTooManyRequests,
	world.CodeGone:            http.StatusGone,
	world.CodeExpired:         http.StatusGone,
	world.CodeNotFound:        http.StatusNotFound,
	world.CodeUnavailable:     http.StatusServiceUnavailable,
	world.CodeNewerData:       http.StatusServiceUnavailable,
	world.CodeInternal:        http.StatusInternalServerError,
}

// Status is a code's HTTP status.
func Status(code world.Code) int {
	if status, ok := statuses[code]; ok {
		return status
	}
	return http.StatusInternalServerError
}

// Of is the refusal in an error. What is none becomes `internal`: logged under an id, which is all that is shown of it.
func Of(err error, log *slog.Logger) *world.Error {
	var refused *world.Error
	if errors.As(err, &refused) {
		return refused
	}
	id := rand.Text()[:10]
	log.Error("internal error", "id", id, "error", err)
	return world.Refuse(world.CodeInternal, "Something broke on our side. The operator finds it in the log under "+id+".")
}

// Write answers a request with a refusal.
func Write(w http.ResponseWriter, refused *world.Error) {
	body, err := json.Marshal(refused)
	if err != nil {
		body = []byte(`{"code":"internal","message":""}`) // strings and a number always marshal
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	if refused.RetryAfterMs > 0 {
		h.Set("Retry-After", strconv.FormatInt((refused.RetryAfterMs+999)/1000, 10))
	}
	w.WriteHeader(Status(refused.Code))
	_, _ = w.Write(append(body, '\n')) // whoever is gone does not read it
}
