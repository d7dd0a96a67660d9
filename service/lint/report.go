package lint

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/yokocho/yokocho/service/catalog/tiled"
)

// Severity says what a finding means for a street.
type Severity string

// What is refused or broken for visitors, and what may be meant so.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Finding is one thing that is wrong with drawings. Its JSON form is stable: members may be added.
type Finding struct {
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`
	tiled.Place
	Element string `json:"element,omitempty"` // of an item's file, as written
	Problem string `json:"problem"`
	Remedy  string `json:"remedy"`
}

// String is the finding on one line, without its file.
func (f Finding) String() string {
	where := f.Place.String()
	if f.Element != "" {
		where = strings.TrimPrefix(where+", "+f.Element, ", ")
	}
	if where != "" {
		where += ": "
	}
	return fmt.Sprintf("%-8s %s%s; %s (%s)", f.Severity, where, f.Problem, f.Remedy, f.Code)
}

// Report is all that Check found. Its JSON form is stable: members may be added.
type Report struct {
	Errors   int       `json:"errors"`
	Warnings int       `json:"warnings"`
	Items    int       `json:"items"` // how many were looked at
	Rooms    int       `json:"rooms"`
	Findings []Finding `json:"findings"` // by file
}

func (r *Report) add(f Finding) {
	r.Findings = append(r.Findings, f)
	if f.Severity == Error {
		r.Errors++
	} else {
		r.Warnings++
	}
}

func (r *Report) sort() {
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return cmp.Compare(a.File, b.File) })
}

// JSON writes the report for programs.
func (r *Report) JSON(to io.Writer) error {
	out := *r
	if out.Findings == nil {
		out.Findings = []Finding{} // a list in JSON
	}
	e := json.NewEncoder(to)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

// Text writes the report for people: the findings of each file, one a line, and a summary.
func (r *Report) Text(to io.Writer) error {
	var b strings.Builder
	file := ""
	for _, f := range r.Findings {
		if f.File != file {
			file = f.File
			fmt.Fprintln(&b, file)
		}
		fmt.Fprintf(&b, "  %s\n", f)
	}
	if len(r.Findings) > 0 {
		fmt.Fprintln(&b)
	}
	fmt.Fprintf(&b, "%s and %s looked at: %s, %s\n", count(r.Items, "item"), count(r.Rooms, "room"), count(r.Errors, "error"), count(r.Warnings, "warning"))
	_, err := io.WriteString(to, b.String())
	return err
}

// count is a number of things in words.
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
