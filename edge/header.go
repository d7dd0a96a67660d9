package edge

import (
	"strconv"
	"strings"
)

// PreferredCoding is the first of these codings that a request's Accept-Encoding allows, or none.
func PreferredCoding(accepted []string, codings ...string) string {
	weights := Weights(accepted)
	for _, coding := range codings {
		if weights[coding] > 0 {
			return coding
		}
	}
	return ""
}

// Weights reads a header such as Accept-Encoding: the words in lower case, with their q.
func Weights(header []string) map[string]float64 {
	found := map[string]float64{}
	for _, part := range strings.Split(strings.Join(header, ","), ",") {
		word, parameter, _ := strings.Cut(part, ";")
		weight := 1.0
		if q, ok := strings.CutPrefix(strings.TrimSpace(parameter), "q="); ok {
			weight, _ = strconv.ParseFloat(q, 64) // what is no number weighs nothing
		}
		found[strings.ToLower(strings.TrimSpace(word))] = weight
	}
	return found
}
