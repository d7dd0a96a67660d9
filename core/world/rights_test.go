package world_test

import (
	"errors"
	"testing"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
)

// TestEveryCommandHasARight goes through every command there is and every role: what has no row in the table of rights is nobody's, and a
// new command without a row fails here.
func TestEveryCommandHasARight(t *testing.T) {
	roles := []world.Role{"", "king", world.RoleGuest, world.RoleMember, world.RoleHost, world.RoleStaff, world.RoleOperator}
	visitors := []world.Action{
		world.Enter{}, world.Leave{}, world.Walk{}, world.Approach{}, world.Sit{}, world.Stand{}, world.Say{}, world.Whisper{}, world.Retract{},
		world.Express{}, world.Wear{}, wire.Typing{}, wire.Photographing{},
	}
	for _, do := range visitors {
		for i, role := range roles {
			if got, want := world.May(role, do), i >= 2; got != want {
				t.Errorf("%s by %q: %v", do.CommandName(), role, got)
			}
		}
		if _, err := wire.DecodeCommand([]byte(`{"id":"1","type":"` + do.CommandName() + `"}`)); refused(err).Code == world.CodeUnknownCommand {
			t.Errorf("%s is no command of visitors", do.CommandName())
		}
	}
	for _, do := range []world.Action{world.Rename{}, world.Agree{}, world.Part{}, world.Remove{}, world.Forget{}, world.Redraw{}, world.Wake{}} {
		if !world.May("", do) {
			t.Errorf("the server may not %s", do.CommandName())
		}
		if _, err := wire.DecodeCommand([]byte(`{"id":"1","type":"` + do.CommandName() + `"}`)); refused(err).Code != world.CodeUnknownCommand {
			t.Errorf("a visitor may send %s", do.CommandName())
		}
	}
	if known := world.Commands(); len(known) != len(visitors)+7 {
		t.Errorf("the table has %d rows, this test %d: %v", len(known), len(visitors)+7, known)
	}
	for _, role := range roles {
		if world.May(role, unknown{}) {
			t.Errorf("%q may do what nobody knows", role)
		}
	}
	s, m := world.NewState("plaza"), redrawn(t, "plaza-1")
	for _, role := range roles[:2] {
		p := visitor(0)
		p.Role = role
		for _, do := range visitors {
			if _, err := world.Decide(s, m, world.Command{ID: "1", Do: do}, p, 1); refused(err).Code != world.CodeForbidden {
				t.Errorf("%s by %q: %v", do.CommandName(), role, err)
			}
		}
	}
}

// refused is the refusal an error is.
func refused(err error) world.Error {
	var r *world.Error
	if errors.As(err, &r) {
		return *r
	}
	return world.Error{}
}

type unknown struct{}

func (unknown) CommandName() string { return "fly" }

func TestStaffsMeasuresHold(t *testing.T) {
	m := redrawn(t, "plaza-1")
	s := room(t, m, 2)
	silenced := visitor(0)
	silenced.Muted = 20_000
	for _, do := range []world.Action{world.Say{Text: "x"}, world.Whisper{To: visitor(1).ID, Text: "x"}} {
		_, err := world.Decide(s, m, world.Command{ID: "1", Do: do}, silenced, 12_000)
		if r := refused(err); r.Code != world.CodeMuted || r.RetryAfterMs != 8000 {
			t.Errorf("%s: %+v", do.CommandName(), r)
		}
		if _, err := world.Decide(s, m, world.Command{ID: "1", Do: do}, silenced, 20_000); err != nil {
			t.Errorf("afterwards %s: %v", do.CommandName(), err)
		}
	}
	if _, err := world.Decide(s, m, world.Command{ID: "1", Do: world.Express{Name: "smile"}}, silenced, 12_000); err != nil {
		t.Errorf("whoever is silenced may not smile: %v", err)
	}

	events := act(t, s, m, world.Remove{}, visitor(1), 13_000)
	if len(events) != 1 || events[0].Body != (world.Left{Who: visitor(1).ID, Reason: "removed"}) {
		t.Errorf("%v", events)
	}
	barred := visitor(1)
	barred.Barred = map[world.RoomID]world.Millis{"plaza": 30_000, "bar": 99_000}
	_, err := world.Decide(s, m, world.Command{ID: "1", Do: world.Enter{}}, barred, 14_000)
	if r := refused(err); r.Code != world.CodeRemoved || r.RetryAfterMs != 16_000 {
		t.Errorf("%+v", r)
	}
	if events := act(t, s, m, world.Enter{}, barred, 30_000); len(events) != 1 {
		t.Errorf("%v", events)
	}
}
