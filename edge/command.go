package edge

import (
	"context"
	"time"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
)

// TimeHeader tells with an answer what room time was, in Unix milliseconds.
const TimeHeader = "Yokocho-Time"

// patience is how long a command may take, rooms that restart included.
const patience = 10 * time.Second

// Reply is the answer to a command: of what came of it, or of why nothing did.
type Reply struct {
	Re       world.CommandID `json:"re,omitempty"` // on sockets: the command's id
	Position string          `json:"position,omitempty"`
	Nearest  bool            `json:"nearest,omitempty"` // the walk goes to the nearest place that can be reached
	*world.Error
}

// Do decodes a command and carries it out. Every refusal is in the reply.
func (g *Gate) Do(ctx context.Context, who world.VisitorID, in world.RoomID, raw []byte) Reply {
	command, err := wire.DecodeCommand(raw)
	if err != nil {
		return Reply{Re: command.ID, Error: Refusal(g.Logger, err)}
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	answer, err := g.Sessions.Do(ctx, who, in, command)
	if err != nil {
		return Reply{Re: command.ID, Error: Refusal(g.Logger, err)}
	}
	return Reply{Re: command.ID, Position: answer.Position.String(), Nearest: answer.Nearest}
}
