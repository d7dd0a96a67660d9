package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yokocho/yokocho/art"
)

// noticed is what is written to it, for any goroutine.
type noticed struct {
	mu   sync.Mutex // guards text
	text bytes.Buffer
}

func (n *noticed) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(p)
}

func (n *noticed) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.String()
}

// eventually waits until something is so.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(soon); !so(); <-time.After(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("in vain waited for: %s", what)
		}
	}
}

// items are the ids that somebody is offered.
func (v *visitor) items(t *testing.T) map[string]bool {
	t.Helper()
	var w struct{ Items []struct{ ID string } }
	if status, err := call(v.url+"/api/v1/wardrobe", v.token, "", &w); err != nil || status != http.StatusOK {
		t.Fatalf("status %d, %v", status, err)
	}
	ids := map[string]bool{}
	for _, it := range w.Items {
		ids[it.ID] = true
	}
	return ids
}

// fits tries on what is worn over body and face, and returns its hash.
func (v *visitor) fits(t *testing.T, more string) string {
	t.Helper()
	var o struct{ Hash, Code string }
	status, err := call(v.url+"/api/v1/outfits", v.token, `{"recipe":{"wear":[{"item":"body"},{"item":"face-round"},`+more+`]}}`, &o)
	if err != nil || status != http.StatusOK {
		t.Fatalf("status %d %s, %v", status, o.Code, err)
	}
	return o.Hash
}

// wears is what the room sees somebody in.
func (v *visitor) wears(t *testing.T, who string) string {
	t.Helper()
	var view struct{ People []struct{ ID, Outfit string } }
	if status, err := call(v.url+"/api/v1/rooms/lounge", v.token, "", &view); err != nil || status != http.StatusOK {
		t.Fatalf("status %d, %v", status, err)
	}
	for _, p := range view.People {
		if p.ID == who {
			return p.Outfit
		}
	}
	return ""
}

// asset is a file's text; "" if there is none.
func asset(t *testing.T, url, name string) string {
	t.Helper()
	response, err := http.Get(url + "/assets/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK {
		return ""
	}
	return string(text)
}

// listen follows the lounge's stream until the test ends.
func (v *visitor) listen(t *testing.T) *noticed {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, v.url+"/api/v1/rooms/lounge/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Authorization", "Bearer "+v.token)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	heard, ended := &noticed{}, make(chan struct{})
	go func() {
		defer close(ended)
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			_, _ = fmt.Fprintln(heard, lines.Text()) // memory takes everything
		}
	}()
	t.Cleanup(func() {
		stop()
		<-ended
		_ = response.Body.Close()
	})
	return heard
}

// draw puts an item into a folder: the shipped tee under another name, in as many files as are not there like that already. Several are
// not one change: a slow machine may let them rest in between.
func draw(t *testing.T, dir, id string, edit func(name, text string) string) {
	t.Helper()
	to := filepath.Join(dir, "items", "top", id)
	if err := os.MkdirAll(to, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"front.svg", "back.svg", "item.json"} {
		text, err := fs.ReadFile(art.Files, "items/top/tee/"+name)
		if err != nil {
			t.Fatal(err)
		}
		file, changed := filepath.Join(to, name), edit(name, strings.ReplaceAll(string(text), `"id": "tee"`, `"id": "`+id+`"`))
		if before, err := os.ReadFile(file); err == nil && string(before) == changed {
			continue
		}
		if err := os.WriteFile(file, []byte(changed), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func asDrawn(_, text string) string { return text }

// TestADesignerAddsAnItemToAnOpenStreet: it can be worn as soon as its folder is there; drawn anew, its wearer is dressed anew and the old
// drawing stays; with a fault it stays as it was; taken away, who wears it keeps it.
func TestADesignerAddsAnItemToAnOpenStreet(t *testing.T) {
	dir, log := t.TempDir(), &noticed{}
	url := street(t, hooks{log: log}, "--art", dir, "--log-level", "info")
	mika, ren := newVisitor(t, url, "mika"), newVisitor(t, url, "ren")
	for _, v := range []*visitor{mika, ren} {
		v.must(t, "1", `"type":"enter"`)
	}
	heard := ren.listen(t)
	all := len(mika.items(t))

	draw(t, dir, "tee-night", asDrawn)
	eventually(t, "the new item in the wardrobe", func() bool { return mika.items(t)["tee-night"] })
	eventually(t, "word of it in the room", func() bool { return strings.Contains(heard.String(), `{"type":"notice","what":"wardrobe"}`) })
	first := mika.fits(t, `{"item":"tee-night"}`)
	mika.must(t, "2", `"type":"wear","outfit":"`+first+`"`)
	if got := ren.wears(t, mika.ID); got != first {
		t.Errorf("ren sees %q, want %s", got, first)
	}
	drawn := asset(t, url, "outfit-"+first+".svg")

	draw(t, dir, "tee-night", func(name, text string) string {
		if name == "front.svg" {
			return strings.ReplaceAll(text, `stroke-width="2.6"`, `stroke-width="3"`)
		}
		return text
	})
	eventually(t, "mika dressed in the new drawing", func() bool { return ren.wears(t, mika.ID) != first })
	second := ren.wears(t, mika.ID)
	if !strings.Contains(heard.String(), second) || asset(t, url, "outfit-"+second+".svg") == drawn {
		t.Error("the room was not told of the new drawing")
	}
	if now := asset(t, url, "outfit-"+first+".svg"); now != drawn || drawn == "" {
		t.Error("the old drawing has changed")
	}
	if got := ren.fits(t, `{"item":"tee-night"}`); got != second {
		t.Errorf("ren tries on %s, mika wears %s", got, second)
	}

	draw(t, dir, "tee-night", func(name, text string) string {
		if name == "front.svg" {
			return strings.Replace(text, "<path", "<script/><path", 1)
		}
		return text
	})
	eventually(t, "word of the fault in the log", func() bool { return strings.Contains(log.String(), "not_allowed") })
	for _, word := range []string{"items/top/tee-night/front.svg", "<script>", "remedy"} {
		if !strings.Contains(log.String(), word) {
			t.Errorf("the log does not say %s: %s", word, log)
		}
	}
	if got := ren.fits(t, `{"item":"tee-night"}`); got != second || len(ren.items(t)) != all+1 {
		t.Errorf("with a fault the item is drawn as %s, want %s; %d items", got, second, len(ren.items(t)))
	}

	if err := os.RemoveAll(filepath.Join(dir, "items", "top", "tee-night")); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the item gone", func() bool { return !mika.items(t)["tee-night"] })
	eventually(t, "word of that in the room", func() bool { return strings.Count(heard.String(), `"what":"wardrobe"`) >= 3 })
	aoi := newVisitor(t, url, "aoi") // whoever comes in later sees it too
	aoi.must(t, "1", `"type":"enter"`)
	if got := aoi.wears(t, mika.ID); got != second || asset(t, url, "outfit-"+second+".svg") == "" {
		t.Errorf("mika wears %s, before %s", got, second)
	}
}

// redraw puts a room of the street's own into a folder, its map edited.
func redraw(t *testing.T, dir, id string, edit func(tmj string) string) {
	t.Helper()
	err := fs.WalkDir(art.Files, "rooms/lounge", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(art.Files, name)
		if err != nil {
			return err
		}
		if filepath.Base(name) == "room.tmj" {
			text = []byte(edit(string(text)))
		}
		to := filepath.Join(dir, "rooms", id, strings.TrimPrefix(name, "rooms/lounge/"))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		return os.WriteFile(to, text, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// rooms are the titles of all rooms, and where their drawings are.
func (v *visitor) rooms(t *testing.T) (titles, drawings map[string]string) {
	t.Helper()
	var list struct {
		Rooms []struct {
			ID, Art string
			Title   struct{ En string }
		}
	}
	if status, err := call(v.url+"/api/v1/rooms", v.token, "", &list); err != nil || status != http.StatusOK {
		t.Fatalf("status %d, %v", status, err)
	}
	titles, drawings = map[string]string{}, map[string]string{}
	for _, r := range list.Rooms {
		titles[r.ID], drawings[r.ID] = r.Title.En, strings.TrimPrefix(r.Art, "/assets/")
	}
	return titles, drawings
}

// TestADesignerRedrawsARoomOfAnOpenStreet: whoever is in it stays, whoever stands where the floor is gone is put beside; a room that was
// not there can be entered; one with a fault stays as it was.
func TestADesignerRedrawsARoomOfAnOpenStreet(t *testing.T) {
	dir, log := t.TempDir(), &noticed{}
	url := street(t, hooks{log: log}, "--art", dir, "--log-level", "info")
	mika := newVisitor(t, url, "mika")
	mika.must(t, "1", `"type":"enter"`)
	mika.must(t, "2", `"type":"walk","to":[500,500]`)
	heard := mika.listen(t)
	_, before := mika.rooms(t)

	// The floor ends before where Mika goes, and the room has another name.
	redraw(t, dir, "lounge", func(tmj string) string {
		return strings.NewReplacer(`"y":518`, `"y":488`, `"value":"Lounge"`, `"value":"Salon"`).Replace(tmj)
	})
	eventually(t, "the room redrawn before Mika's eyes", func() bool { return strings.Contains(heard.String(), `"type":"redrawn"`) })
	eventually(t, "Mika, arrived or on the way, kept off the floor that is gone", func() bool {
		_, since, _ := strings.Cut(heard.String(), `"type":"redrawn"`)
		return strings.Contains(since, `"type":"moved"`) || strings.Contains(since, `"type":"walked"`)
	})
	titles, drawings := mika.rooms(t)
	if titles["lounge"] != "Salon" || drawings["lounge"] == before["lounge"] || asset(t, url, drawings["lounge"]) == "" {
		t.Errorf("the lounge is %q, drawn in %s", titles["lounge"], drawings["lounge"])
	}
	if asset(t, url, before["lounge"]) == "" {
		t.Error("the drawing of before is gone, though somebody may be about to fetch it")
	}

	redraw(t, dir, "annex", func(tmj string) string { return strings.Replace(tmj, `"value":"Lounge"`, `"value":"Annex"`, 1) })
	eventually(t, "the new room on the map", func() bool { now, _ := mika.rooms(t); return now["annex"] == "Annex" })

	redraw(t, dir, "lounge", func(tmj string) string { return strings.Replace(tmj, `"value":"se"`, `"value":"south"`, 1) })
	eventually(t, "word of the fault in the log", func() bool { return strings.Contains(log.String(), "bad_property") })
	if titles, _ := mika.rooms(t); titles["lounge"] != "Salon" {
		t.Errorf("with a fault the lounge is %q", titles["lounge"])
	}
	mika.must(t, "3", `"type":"say","text":"still here"`)
}

// TestAFurtherItemTakesTheStreetsPlace, and one with a fault at the start leaves the street's own.
func TestAFurtherItemTakesTheStreetsPlace(t *testing.T) {
	dir, log := t.TempDir(), &noticed{}
	draw(t, dir, "tee", func(_, text string) string { return strings.ReplaceAll(text, `"Yokocho"`, `"Somebody else"`) })
	draw(t, dir, "tee-long", func(_, text string) string { return text[:len(text)/2] })
	url := street(t, hooks{log: log}, "--art", dir, "--log-level", "info")
	v := newVisitor(t, url, "mika")
	var w struct{ Items []struct{ ID, Author string } }
	if _, err := call(url+"/api/v1/wardrobe", v.token, "", &w); err != nil {
		t.Fatal(err)
	}
	authors := map[string]string{}
	for _, it := range w.Items {
		authors[it.ID] = it.Author
	}
	if authors["tee"] != "Somebody else" || authors["tee-long"] != "Yokocho" || !strings.Contains(log.String(), "bad_manifest") {
		t.Errorf("%v, %s", authors, log)
	}
}

// TestWhatWasSharedOutlivesTheServer: an outfit that is kept, worn or saved is there after kill -9; one that was only tried on is not.
func TestWhatWasSharedOutlivesTheServer(t *testing.T) {
	p := newProcess(t)
	v := newVisitor(t, p.url(), "mika")
	tried := v.fits(t, `{"item":"tee"}`)
	var shared, look struct{ Hash, Code, ID string }
	if _, err := call(p.url()+"/api/v1/outfits", v.token, `{"keep":true,"recipe":{"wear":[{"item":"body"},{"item":"face-dot"}]}}`, &shared); err != nil || shared.Hash == "" {
		t.Fatal(err, shared)
	}
	worn := v.fits(t, `{"item":"jeans"}`)
	v.must(t, "1", `"type":"enter"`)
	v.must(t, "2", `"type":"wear","outfit":"`+worn+`"`)
	saved := v.fits(t, `{"item":"hoodie"}`)
	if _, err := call(p.url()+"/api/v1/me/looks", v.token, `{"outfit":"`+saved+`"}`, &look); err != nil || look.ID == "" {
		t.Fatal(err, look)
	}
	before := map[string]string{}
	for _, hash := range []string{shared.Hash, worn, saved} {
		before[hash] = asset(t, p.url(), "outfit-"+hash+".svg")
	}
	p.kill(t)
	p.start(t)
	for hash, sheet := range before {
		if got := asset(t, p.url(), "outfit-"+hash+".svg"); got != sheet || sheet == "" {
			t.Errorf("%s is %d bytes after a restart, before %d", hash, len(got), len(sheet))
		}
	}
	if asset(t, p.url(), "outfit-"+tried+".svg") != "" {
		t.Error("what was only tried on was written")
	}
	if again := v.fits(t, `{"item":"tee"}`); again != tried {
		t.Errorf("tried on again it is %s, not %s", again, tried)
	}
	var me struct {
		Visitor struct{ Outfit struct{ Hash string } }
	}
	if _, err := call(p.url()+"/api/v1/me", v.token, "", &me); err != nil || me.Visitor.Outfit.Hash != worn {
		t.Errorf("mika wears %+v, %v", me, err)
	}
}
