package wardrobe

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
)

// ItemID names an item of the catalogue: `[a-z0-9-]{1,40}`, the name of its folder.
type ItemID string

var (
	nameForm = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)
	dyeForm  = regexp.MustCompile(`^[A-Za-z0-9-]{1,40}$`)
)

// Text is a screen text in the languages every text exists in.
type Text struct {
	Ja string `json:"ja"`
	En string `json:"en"`
}

// Item is one garment or feature: what art/items/<slot>/<id>/item.json says, and its drawings.
type Item struct {
	ID      ItemID         `json:"id"`
	Slot    string         `json:"slot"`
	Name    Text           `json:"name"`
	Dyes    map[string]Dye `json:"dyes"`
	Hides   []string       `json:"hides,omitempty"`   // "slot/part": what is not drawn on others while this is worn
	Covers  []string       `json:"covers,omitempty"`  // "slot/part": what is not drawn on others worn beneath this
	Handed  bool           `json:"handed,omitempty"`  // its mirror image would be wrong: it has parts of the variant `left`
	Basic   bool           `json:"basic"`             // everybody owns it; true unless item.json says otherwise
	Aliases []ItemID       `json:"aliases,omitempty"` // ids it had before
	Author  string         `json:"author"`
	License string         `json:"license"` // SPDX, one of Licenses

	parts    map[View][]Part
	files    itemFiles
	revision string
}

// Licenses are those, by their SPDX names, under which a street may pass a drawing on to whoever looks at it.
func Licenses() []string { return []string{"CC0-1.0", "CC-BY-4.0", "MIT", "Apache-2.0"} }

// Limits of item.json.
const (
	maxManifestBytes = 32 << 10
	maxDyes          = 16
	maxRules         = 64
	maxAliases       = 32
)

// Parts is the item's drawing in one view, in file order, in the colours it is drawn in.
func (it *Item) Parts(view View) []Part { return it.parts[view] }

// Revision names what the item's files hold: another drawing has another revision.
func (it *Item) Revision() string { return it.revision }

// ParseItem reads item.json, whose file name is for faults. The drawings come later. The error is a *Fault.
func ParseItem(file string, data []byte, slots []Slot) (*Item, error) {
	m := manifest{file: file, data: data, item: &Item{Basic: true}}
	if len(data) > maxManifestBytes {
		return nil, m.fault(FaultTooLarge, "", fmt.Sprintf("the file is over %d KB", maxManifestBytes>>10), "an item needs no more than its names, dyes and rules")
	}
	if err := strictJSON(data, m.item); err != nil {
		f := m.fault(FaultManifest, "", fmt.Sprintf("%.200s", err.Error()), "write what art/README.md lists for item.json, and nothing else")
		f.Line = lineOfJSON(data, err)
		return nil, f
	}
	for _, check := range []func(slots []Slot) *Fault{m.checkPlace, m.checkCredits, m.checkRules, m.checkDyes} {
		if fault := check(slots); fault != nil {
			return nil, fault
		}
	}
	return m.item, nil
}

// strictJSON refuses unknown members and anything after the value.
func strictJSON(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is something after the JSON value; remove it")
	}
	return nil
}

func lineOfJSON(data []byte, err error) int {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return 1 + bytes.Count(data, []byte("\n"))
	case errors.As(err, &syntax):
		return 1 + bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
	case errors.As(err, &kind):
		return 1 + bytes.Count(data[:min(int(kind.Offset), len(data))], []byte("\n"))
	}
	if _, member, ok := strings.Cut(err.Error(), "unknown field "); ok {
		return lineOf(data, member)
	}
	return 0
}

// manifest is an item.json that is being checked.
type manifest struct {
	file string
	data []byte
	item *Item
}

// fault is at the member of that name, where it first stands.
func (m manifest) fault(code FaultCode, member, problem, remedy string) *Fault {
	name, _, _ := strings.Cut(member, ".")
	line := 0
	if name != "" {
		line = lineOf(m.data, `"`+name+`"`)
	}
	return &Fault{Code: code, File: m.file, Line: line, Element: member, Problem: problem, Remedy: remedy}
}

func (m manifest) checkPlace(slots []Slot) *Fault {
	it := m.item
	if !nameForm.MatchString(string(it.ID)) {
		return m.fault(FaultManifest, "id", fmt.Sprintf("%.60q is no id", it.ID), "use 1 to 40 of a-z, 0-9 and -")
	}
	if !slices.ContainsFunc(slots, func(s Slot) bool { return s.ID == it.Slot }) {
		names := make([]string, len(slots))
		for i, s := range slots {
			names[i] = s.ID
		}
		return m.fault(FaultSlot, "slot", fmt.Sprintf("there is no slot %.60q", it.Slot), "use one of: "+strings.Join(names, ", "))
	}
	if want := path.Join("items", it.Slot, string(it.ID), "item.json"); m.file != want {
		return m.fault(FaultManifest, "id", "id and slot belong into "+want, "rename the folder or correct them")
	}
	return nil
}

func (m manifest) checkCredits([]Slot) *Fault {
	it := m.item
	if strings.TrimSpace(it.Name.Ja) == "" || strings.TrimSpace(it.Name.En) == "" {
		return m.fault(FaultName, "name", "its name is missing in ja or en", "name it in both languages")
	}
	if strings.TrimSpace(it.Author) == "" {
		return m.fault(FaultCredit, "author", "nobody is credited", "name who drew it in author")
	}
	if strings.TrimSpace(it.License) == "" {
		return m.fault(FaultCredit, "license", "it has no licence", "name one of: "+strings.Join(Licenses(), ", "))
	}
	if !slices.Contains(Licenses(), it.License) {
		return m.fault(FaultLicense, "license", fmt.Sprintf("under %.60q a street may not be free to pass the drawing on", it.License), "use a drawing under one of: "+strings.Join(Licenses(), ", "))
	}
	for _, alias := range it.Aliases {
		if !nameForm.MatchString(string(alias)) {
			return m.fault(FaultManifest, "aliases", fmt.Sprintf("%.60q is no id", alias), "use 1 to 40 of a-z, 0-9 and -")
		}
	}
	if len(it.Aliases) > maxAliases {
		return m.fault(FaultTooLarge, "aliases", fmt.Sprintf("it has over %d aliases", maxAliases), "keep those that outfits were saved under")
	}
	return nil
}

func (m manifest) checkRules([]Slot) *Fault {
	rules := m.item.rules()
	if len(rules) > maxRules {
		return m.fault(FaultTooLarge, "hides", fmt.Sprintf("it hides and covers over %d parts", maxRules), "name only what would show through")
	}
	for _, rule := range rules {
		if slot, part, ok := strings.Cut(rule, "/"); !ok || slot == "" || part == "" {
			return m.fault(FaultRule, "hides", fmt.Sprintf("%.60q names no part", rule), `write "slot/part", such as "hair/bun"`)
		}
	}
	return nil
}

func (m manifest) checkDyes([]Slot) *Fault {
	it := m.item
	if len(it.Dyes) > maxDyes {
		return m.fault(FaultTooLarge, "dyes", fmt.Sprintf("it has over %d dyes", maxDyes), "let wearers choose fewer colours")
	}
	owner := map[Color]string{}
	for _, name := range it.dyeNames() {
		element := "dyes." + name
		if !dyeForm.MatchString(name) {
			return m.fault(FaultDye, "dyes", fmt.Sprintf("%.60q is no name of a dye", name), "use 1 to 40 letters, digits and -")
		}
		if !it.Dyes[name].Fill.Valid() {
			return m.fault(FaultDye, element, "it has no fill", "write the fill as drawn, #rrggbb in lower case")
		}
		for _, c := range it.Dyes[name].colors() {
			if !c.Valid() {
				return m.fault(FaultDye, element, fmt.Sprintf("%.60q is no colour", c), "write it #rrggbb in lower case")
			}
			if other, taken := owner[c]; taken {
				return m.fault(FaultDye, element, fmt.Sprintf("it and %q both use %s", other, c), "draw one of them in a slightly different tone")
			}
			owner[c] = name
		}
	}
	return nil
}

// rules are all that the item hides or covers.
func (it *Item) rules() []string { return slices.Concat(it.Hides, it.Covers) }

func (it *Item) dyeNames() []string {
	names := make([]string, 0, len(it.Dyes))
	for name := range it.Dyes {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
