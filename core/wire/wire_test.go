package wire_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
)

func TestDecodeCommand(t *testing.T) {
	line, err := world.ParsePosition("7-3")
	if err != nil {
		t.Fatal(err)
	}
	for raw, want := range map[string]world.Action{
		`{"id":"1","type":"enter","from":"street"}`:                         world.Enter{From: "street"},
		`{"id":"1","type":"enter"}`:                                         world.Enter{},
		`{"id":"1","type":"walk","to":[12,-7]}`:                             world.Walk{To: nav.Point{X: 12, Y: -7}},
		`{"id":"1","type":"approach","visitor":"mika"}`:                     world.Approach{Visitor: "mika"},
		`{"id":"1","type":"sit","seat":"sofa-1"}`:                           world.Sit{Seat: "sofa-1"},
		`{"id":"1","type":"say","text":"やあ","lang":"ja"}`:                   world.Say{Text: "やあ", Lang: "ja"},
		`{"id":"1","type":"whisper","to":"ren","text":"psst"}`:              world.Whisper{To: "ren", Text: "psst"},
		`{"id":"1","type":"retract","line":"7-3"}`:                          world.Retract{Line: line},
		`{"id":"1","type":"express","name":"smile"}`:                        world.Express{Name: "smile"},
		`{"id":"1","type":"wear","outfit":"0123456789abcdef"}`:              world.Wear{Outfit: "0123456789abcdef"},
		`{"id":"1","type":"typing"}`:                                        wire.Typing{},
		`{"id":"1","type":"typing","to":"ren"}`:                             wire.Typing{To: "ren"},
		` {"id":"1","type":"leave"} `:                                       world.Leave{},
		`{"id":"` + strings.Repeat("x", 64) + `","type":"stand","to":null}`: world.Stand{},
	} {
		c, err := wire.DecodeCommand([]byte(raw))
		if diff := cmp.Diff(want, c.Do); err != nil || diff != "" || c.ID == "" {
			t.Errorf("%s: %v %s", raw, err, diff)
		}
	}
}

func TestBadCommandsAreRefusedWithACode(t *testing.T) {
	for raw, want := range map[string]world.Code{
		`{"id":"1","type":"dance"}`:  world.CodeUnknownCommand,
		`{"id":"1","type":"rename"}`: world.CodeUnknownCommand,
		`{"id":"1","type":"wake"}`:   world.CodeUnknownCommand,
		`{"id":"1","type":"redraw"}`: world.CodeUnknownCommand,
		`{"id":"1"}`:                 world.CodeUnknownCommand,
		`{"type":"stand"}`:           world.CodeBadRequest,
		`{"id":"` + strings.Repeat("x", 65) + `","type":"stand"}`: world.CodeBadRequest,
		`{"id":1,"type":"stand"}`:                                 world.CodeBadRequest,
		`{"id":"1","type":"say","text":7}`:                        world.CodeBadRequest,
		`{"id":"1","type":"say"}`:                                 world.CodeBadRequest,
		`{"id":"1","type":"whisper","text":"x"}`:                  world.CodeBadRequest,
		`{"id":"1","type":"whisper","text":"x","to":[1,2]}`:       world.CodeBadRequest,
		`{"id":"1","type":"walk","to":["NaN",1]}`:                 world.CodeBadPoint,
		`{"id":"1","type":"walk","to":[1e999,1]}`:                 world.CodeBadPoint,
		`{"id":"1","type":"walk","to":[NaN,1]}`:                   world.CodeBadRequest,
		`{"id":"1","type":"walk","to":[1,2,3]}`:                   world.CodeBadPoint,
		`{"id":"1","type":"walk"}`:                                world.CodeBadPoint,
		`{"id":"1","type":"retract","line":"x"}`:                  world.CodeBadPosition,
		`{"id":"1","type":"stand"}{"id":"2","type":"stand"}`:      world.CodeBadRequest,
		`{"id":"1","type":"stand","extra":1}`:                     world.CodeBadRequest,
		`[]`:                                                      world.CodeBadRequest,
		``:                                                        world.CodeBadRequest,
		"{\"id\":\"\xff\",\"type\":\"stand\"}":                    world.CodeBadRequest,
		`{"id":"` + strings.Repeat("x", 17<<10):                   world.CodeTooLarge,
	} {
		_, err := wire.DecodeCommand([]byte(raw))
		var refused *world.Error
		if !errors.As(err, &refused) || refused.Code != want || refused.Message == "" {
			t.Errorf("%.80q: %v, want %s", raw, err, want)
		}
	}
}

func FuzzDecodeCommand(f *testing.F) {
	f.Add([]byte(`{"id":"1","type":"walk","to":[12,-7]}`))
	f.Add([]byte(`{"id":"1","type":"whisper","to":"ren","text":"psst\u0000"}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := wire.DecodeCommand(raw)
		var refused *world.Error
		if err != nil && !errors.As(err, &refused) {
			t.Fatalf("%v is no refusal", err)
		}
		if err == nil && (c.ID == "" || len(c.ID) > 64 || c.Do == nil) {
			t.Fatalf("accepted %+v", c)
		}
	})
}

// events has one of each type.
func events() []world.Event {
	at := world.Millis(1_700_000_000_000)
	path := world.Path{{Point: nav.Point{X: 1, Y: 2}, At: at}, {Point: nav.Point{X: 3, Y: 4}, At: at + 10}}
	private := world.Audience{Only: []world.VisitorID{"mika", "ren"}}
	return []world.Event{
		{Body: world.Entered{Who: "mika", Name: "みか", Kind: world.KindPerson, Age: world.AgeAdult, Lang: "ja", Outfit: "0", Path: path, Facing: world.FacingSW}},
		{Body: world.Walked{Who: "mika", Path: path, Facing: world.FacingNE, Near: "ren", Since: 5, Nearest: true}},
		{Body: world.Sat{Who: "mika", Seat: "sofa", Path: path, Facing: world.FacingSE}},
		{Body: world.Stood{Who: "mika", Path: path, Facing: world.FacingSE}},
		{Body: world.Moved{Who: "mika", Path: path, Facing: world.FacingSE}},
		{Body: world.Said{Who: "mika", Text: "やあ <b>", Lang: "ja", Stage: true}, Audience: world.Audience{Except: []world.VisitorID{"kai"}}},
		{Body: world.Whispered{Who: "mika", To: "ren", Text: "ひみつ"}, Audience: private},
		{Body: world.Retracted{Who: "mika", Line: world.Position{Epoch: 9, N: 6}}, Audience: private},
		{Body: world.Expressed{Who: "mika", Name: "smile"}},
		{Body: world.Expressed{Who: "mika", Name: "sleep"}},
		{Body: world.Chorus{Name: "cheer", Who: []world.VisitorID{"ren", "sora", "mika"}}},
		{Body: world.Dressed{Who: "mika", Outfit: "1"}},
		{Body: world.Renamed{Who: "mika", Name: "ミカ"}},
		{Body: world.Agreed{Who: "mika", Photos: world.PhotosNo}},
		{Body: world.Redrawn{Map: "m2", Title: world.Title{Ja: "広場", En: "Plaza"}, Capacity: 9, Seats: []world.SeatID{"sofa"}}},
		{Body: world.Left{Who: "mika", Reason: "left"}},
		{Body: world.Forgotten{Who: "nao", Public: 5, Private: 6}},
	}
}

// mark is a seal one can see through.
func mark(author world.VisitorID, _ world.Millis, private bool, text string) (string, error) {
	if private {
		return "private:" + string(author) + ":" + text, nil
	}
	return "public:" + string(author) + ":" + text, nil
}

func unmark(author world.VisitorID, _ world.Millis, private bool, sealed string) (string, bool, error) {
	class := "public:"
	if private {
		class = "private:"
	}
	text, ok := strings.CutPrefix(sealed, class+string(author)+":")
	if !ok {
		return "", false, errors.New("sealed by somebody else: " + sealed)
	}
	return text, true, nil
}

func lost(world.VisitorID, world.Millis, bool, string) (string, bool, error) { return "", false, nil }

func TestStoredEventsComeBack(t *testing.T) {
	for i, e := range events() {
		e.At, e.Position = world.Millis(1_700_000_000_000+i), world.Position{Epoch: 9, N: uint64(i + 1)}
		raw, err := wire.StoreEvent(e, mark)
		if err != nil {
			t.Fatal(err)
		}
		got, err := wire.LoadEvent(raw, e.Position, unmark)
		if diff := cmp.Diff(e, got); err != nil || diff != "" {
			t.Errorf("%s: %v %s", e.Body.Type(), err, diff)
		}
	}
}

func TestWithoutItsKeyALineReadsAsExpired(t *testing.T) {
	e := world.Event{Position: world.Position{Epoch: 9, N: 1}, Body: world.Said{Who: "mika", Text: "erase me"}}
	raw, err := wire.StoreEvent(e, mark)
	if err != nil {
		t.Fatal(err)
	}
	got, err := wire.LoadEvent(raw, e.Position, lost)
	if err != nil || got.Body != (world.Said{Who: "mika", Expired: true}) {
		t.Errorf("%v %v", got, err)
	}
}

func TestEventsOfANewerVersionAreRefused(t *testing.T) {
	_, err := wire.LoadEvent(json.RawMessage(`{"type":"teleported","at":1,"body":{}}`), world.Position{}, unmark)
	var refused *world.Error
	if !errors.As(err, &refused) || refused.Code != world.CodeNewerData {
		t.Errorf("%v", err)
	}
}

func TestWireHidesWhatIsPrivate(t *testing.T) {
	for _, e := range events() {
		raw, err := wire.EncodeEvent(e)
		if err != nil || !json.Valid(raw) {
			t.Fatalf("%s: %v %s", e.Body.Type(), err, raw)
		}
		for _, secret := range []string{"adult", "audience", "only", "except", "kai"} {
			if strings.Contains(string(raw), secret) {
				t.Errorf("%s tells %q: %s", e.Body.Type(), secret, raw)
			}
		}
		if !strings.HasPrefix(string(raw), `{"position":"0-0","type":"`+string(e.Body.Type())+`","at":`) {
			t.Errorf("%s begins otherwise: %s", e.Body.Type(), raw)
		}
	}
}

func TestStoredStateComesBack(t *testing.T) {
	s := world.NewState("plaza")
	gone := []world.Event{
		{Body: world.Entered{Who: "nao", Name: "なお", Kind: world.KindPerson, Path: world.Path{{}}}}, {Body: world.Left{Who: "nao", Reason: "left"}},
	}
	for i, e := range append(gone, events()[:14]...) {
		e.At, e.Position = world.Millis(1_700_000_000_000+i), world.Position{Epoch: 9, N: uint64(i + 1)}
		s.Apply(e)
	}
	s.Remember(world.Done{Who: "mika", ID: "c1", Position: s.Position, At: 5})
	raw, err := wire.StoreState(s, mark)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{`"なお"`, `"みか"`, `"ミカ"`, `"ひみつ"`} {
		if strings.Contains(string(raw), text) {
			t.Errorf("the snapshot tells %s unsealed: %s", text, raw)
		}
	}
	got, err := wire.LoadState(raw, unmark)
	if err != nil {
		t.Fatal(err)
	}
	for _, viewer := range []world.VisitorID{"mika", "ren", "kai", ""} {
		if diff := cmp.Diff(s.View(viewer), got.View(viewer)); diff != "" {
			t.Errorf("%s: %s", viewer, diff)
		}
	}
	if diff := cmp.Diff(s.Recent, got.Recent); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(s.Played, got.Played); diff != "" || len(s.Played) == 0 {
		t.Errorf("played %v: %s", s.Played, diff)
	}
	if len(got.View("mika").Lately) == 0 {
		t.Error("the snapshot has forgotten who was here")
	}
	if p := got.Person("mika"); p.Doing != "sleep" || p.DoingSince == 0 {
		t.Errorf("whoever slept does %q since %d", p.Doing, p.DoingSince)
	}
	forgotten, err := wire.LoadState(raw, lost)
	if err != nil {
		t.Fatal(err)
	}
	if v := forgotten.View("ren"); v.Lines[1].Text != "" || !v.Lines[1].Expired || v.Lines[1].Name != "" {
		t.Errorf("without keys a snapshot still tells %+v", v.Lines[1])
	}
}
