package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// program runs the command line as main does.
func program(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out, errs bytes.Buffer
	err := run(t.Context(), args, &out, &errs)
	return out.String() + errs.String(), err
}

// TestABackupBringsEverythingBackButTheErased lets a street run, copies it, goes on, loses it, and restores it.
func TestABackupBringsEverythingBackButTheErased(t *testing.T) {
	p := newProcess(t)
	mika, ren := newVisitor(t, p.url(), "mika"), newVisitor(t, p.url(), "ren")
	for _, v := range []*visitor{mika, ren} {
		v.must(t, "1", `"type":"enter"`)
	}
	begin := mika.must(t, "2", `"type":"say","text":"mine, erased later"`)
	ren.must(t, "2", `"type":"say","text":"mine, for ever"`)
	backup := filepath.Join(t.TempDir(), "street.tar.gz")
	if said, err := program(t, "backup", backup, "--data", p.data); err == nil || !strings.Contains(err.Error(), "closed") {
		t.Errorf("a running street was copied: %s %v", said, err)
	}
	p.kill(t)
	if said, err := program(t, "backup", backup, "--data", p.data); err != nil {
		t.Fatal(said, err)
	}
	if _, err := program(t, "backup", backup, "--data", p.data); err == nil {
		t.Error("a backup was written over")
	}

	p.start(t)
	if status, err := call(p.url()+"/api/v1/me/erase", mika.token, `{"name":"mika"}`, &struct{}{}); status != 204 {
		t.Fatalf("erasing: %d %v", status, err)
	}
	p.kill(t)
	erased := filepath.Join(t.TempDir(), "erased.txt")
	list, err := program(t, "admin", "erased", "--data", p.data)
	if err != nil || strings.TrimSpace(list) != mika.ID {
		t.Fatalf("%q %v", list, err)
	}
	if err := os.WriteFile(erased, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := program(t, "restore", backup, "--data", p.data); err == nil {
		t.Error("a street was restored over another one")
	}
	if err := os.RemoveAll(p.data); err != nil {
		t.Fatal(err)
	}
	if said, err := program(t, "restore", backup, "--data", p.data, "--erased", erased); err != nil || !strings.Contains(said, "1 people") {
		t.Fatal(said, err)
	}
	p.start(t)
	var me struct{ Code string }
	if status, _ := call(p.url()+"/api/v1/me", mika.token, "", &me); status != 401 {
		t.Errorf("the erased is known again: %d", status)
	}
	ren.must(t, "3", `"type":"say","text":"still here"`)
	texts := map[string]bool{}
	for _, e := range ren.since(t, begin.Position) {
		texts[e.Text] = true
	}
	if !texts["mine, for ever"] || !texts["still here"] {
		t.Errorf("after the restore ren reads %v", texts)
	}
	var view struct {
		Lines []struct {
			Text    string
			Expired bool
		}
	}
	if _, err := call(p.url()+"/api/v1/rooms/lounge", ren.token, "", &view); err != nil || len(view.Lines) != 3 || !view.Lines[0].Expired || view.Lines[0].Text != "" {
		t.Errorf("the erased reads in the restored room as %+v, %v", view, err)
	}
}

func TestWhatIsNoBackupIsRefused(t *testing.T) {
	p := newProcess(t)
	newVisitor(t, p.url(), "mika").must(t, "1", `"type":"enter"`)
	p.kill(t)
	whole := filepath.Join(t.TempDir(), "street.tar.gz")
	if said, err := program(t, "backup", whole, "--data", p.data); err != nil {
		t.Fatal(said, err)
	}
	good, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2] ^= 1
	for name, bad := range map[string][]byte{"empty": nil, "half": good[:len(good)/2], "flipped": flipped, "text": []byte("no backup at all")} {
		file, data := filepath.Join(t.TempDir(), "bad"), filepath.Join(t.TempDir(), "data")
		if err := os.WriteFile(file, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := program(t, "restore", file, "--data", data); err == nil {
			t.Errorf("%s: a bad backup was restored", name)
		}
		if _, err := os.Stat(data); err == nil {
			t.Errorf("%s: something of it was left behind", name)
		}
	}
	if _, err := program(t, "backup", filepath.Join(t.TempDir(), "x"), "--data", t.TempDir()); err == nil {
		t.Error("nothing was backed up")
	}
}
