package moderation

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestWordsAreFoundHoweverTheyAreWritten(t *testing.T) {
	w := NewWords([]Word{{"ass", Mask}, {"ばか", Mask}, {"しね", Refuse}, {"casino", Refuse}, {"ブス", Hold}, {"(x+x+)+y", Mask}})
	for text, want := range map[string]string{
		"ass": "●●●", "ASS!": "●●●!", "ａｓｓ": "●●●", "a s s": "● ● ●", "a.s.s": "●.●.●", "a$$": "a$$", "4ss": "●●●", "аss": "●●●", "âss": "●●●", "a\u200bs\u200bs": "●\u200b●\u200b●",
		"class": "class", "as sad": "as sad", "assume": "assume", "grass": "grass", "an ass, yes": "an ●●●, yes",
		"バカ": "●●", "ﾊﾞｶ": "●●●", "ば か": "● ●", "ばーか": "ばーか", "おばかさん": "お●●さん", "ばヵ": "●●",
		"死ね": "死ね", "しね": "●●", "シ ネ": "● ●",
		"cаsinо": "●●●●●●", "c a s i n o": "● ● ● ● ● ●", "𝒸𝒶𝓈𝒾𝓃ℴ": "●●●●●●", "cas1n0": "●●●●●●",
		"": "", "🍺🍺": "🍺🍺", "مرحبا": "مرحبا",
		"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx!": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx!",
	} {
		if _, got := w.Find(text); got != want {
			t.Errorf("%q reads %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]Action{"ばか": Mask, "ばか しね": Refuse, "ばか しね ぶす": Hold, "good evening": ""} {
		if got, _ := w.Find(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAWordWithinAnotherIsFound(t *testing.T) {
	w := NewWords([]Word{{"かきくけこ", Mask}, {"くけ", Mask}, {"けこさ", Mask}, {"きくけこさし", Mask}})
	if _, got := w.Find("かきくけこさしす"); got != "●●●●●●●す" {
		t.Error(got)
	}
	if _, got := w.Find("かくけさ"); got != "か●●さ" {
		t.Error(got)
	}
}

// tenThousand is a word list as large as one gets, and a line with none of it.
func tenThousand() (*Words, string) {
	var list []Word
	for i := range 5000 {
		list = append(list, Word{fmt.Sprintf("badword%05d", i), Mask}, Word{fmt.Sprintf("わるいことば%c%c", 'あ'+rune(i%80), '一'+rune(i)), Refuse})
	}
	return NewWords(list), "今日はラーメンを食べてから、みんなで横丁へ行きました。Bad words are not in here, only a good evening. わるい人はいない。"
}

// TestALongListTakesNoTime bounds a line against 10,000 words, widely: the figure itself is the benchmark's.
func TestALongListTakesNoTime(t *testing.T) {
	words, line := tenThousand()
	best := time.Hour
	for range 50 {
		began := time.Now()
		words.Find(line)
		best = min(best, time.Since(began))
	}
	if best > 200*time.Microsecond {
		t.Errorf("a line takes %v", best)
	}
}

func BenchmarkWords(b *testing.B) {
	words, line := tenThousand()
	for name, text := range map[string]string{"line": line, "longest": strings.Repeat("わるいことばよ", 71) + "xyz"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				words.Find(text)
			}
		})
	}
}

func FuzzFind(f *testing.F) {
	w := NewWords([]Word{{"ass", Mask}, {"ばか", Mask}, {"casino", Refuse}})
	for _, seed := range []string{"ass", "ﾊﾞｶ", "c\u0338asino", "\xff\xfe", "𝒸𝒶𝓈𝒾𝓃ℴ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		action, masked := w.Find(text)
		if action == "" && masked != text {
			t.Fatalf("%q was changed to %q", text, masked)
		}
		if strings.ContainsAny(masked, "<>&") != strings.ContainsAny(text, "<>&") {
			t.Fatalf("%q lost its signs: %q", text, masked)
		}
	})
}
