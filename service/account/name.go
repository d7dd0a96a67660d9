package account

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/yokocho/yokocho/core/world"
)

// What a name may be.
const (
	maxNameRunes = 24
	maxMarks     = 3 // combining marks on one character: enough for any script, too few for a tower
)

// CleanName makes a name comparable and safe to show: composed (NFC), without outer spaces, inner ones single. Emoji with
// their joiners stay. Codes: bad_name for an empty or over-long name, control and direction characters, towers of marks.
func CleanName(name string) (string, error) {
	if !utf8.ValidString(name) || len(name) > 4*maxNameRunes*(1+maxMarks) {
		return "", badName()
	}
	name = norm.NFC.String(strings.Join(strings.Fields(name), " "))
	visible, marks := false, 0
	for _, r := range name {
		switch {
		case r == '\u200d' || r == '\ufe0f': // the joiner and the emoji form
		case unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r): // letters that show nothing
			return "", badName()
		case unicode.Is(unicode.M, r):
			if marks++; marks > maxMarks {
				return "", badName()
			}
			continue
		case unicode.In(r, unicode.L, unicode.N, unicode.S, unicode.P):
			visible = true
		case r != ' ':
			return "", badName()
		}
		marks = 0
	}
	if !visible || utf8.RuneCountInString(name) > maxNameRunes {
		return "", badName()
	}
	return name, nil
}

func badName() error {
	return world.Refuse(world.CodeBadName, "A name has 1 to 24 characters, at least one of them visible, and no control or direction characters.")
}

// A drawn name is a quality and an animal of the alley.
var (
	qualitiesJa = []string{"やさしい", "ねむい", "のんびり", "きまぐれ", "ほろよい", "うたう", "おどる", "はらぺこ", "よふかし", "まるい", "ごきげん", "てれやの", "おしゃれな", "ふわふわ", "きらきら", "ものしり"}
	animalsJa   = []string{"たぬき", "きつね", "ねこ", "いぬ", "うさぎ", "ふくろう", "ペンギン", "かわうそ", "りす", "すずめ", "こうもり", "はりねずみ", "パンダ", "あひる", "くじら", "もぐら"}
	qualitiesEn = []string{"Gentle", "Sleepy", "Easy", "Fickle", "Merry", "Singing", "Dancing", "Hungry", "Nightly", "Round", "Cheerful", "Shy", "Dapper", "Fluffy", "Sparkling", "Clever"}
	animalsEn   = []string{"Tanuki", "Fox", "Cat", "Dog", "Rabbit", "Owl", "Penguin", "Otter", "Squirrel", "Sparrow", "Bat", "Hedgehog", "Panda", "Duck", "Whale", "Mole"}
)

// DrawName draws a name for a newcomer in Japanese, or in English for any other language.
func DrawName(lang string) string {
	if lang == "ja" || strings.HasPrefix(lang, "ja-") {
		return qualitiesJa[rand.IntN(len(qualitiesJa))] + animalsJa[rand.IntN(len(animalsJa))]
	}
	return qualitiesEn[rand.IntN(len(qualitiesEn))] + " " + animalsEn[rand.IntN(len(animalsEn))]
}
