package wardrobe

import (
	"bytes"
	"fmt"
)

// FaultCode is a stable word for what is wrong with an item as drawn. Tools and tests decide by codes, designers read sentences.
type FaultCode string

// The codes.
const (
	FaultFile     FaultCode = "missing_file"   // a file of the item is missing or cannot be read
	FaultTooLarge FaultCode = "too_large"      // a file, or what is in it, is over a limit
	FaultManifest FaultCode = "bad_manifest"   // item.json is no JSON, has unknown members or belongs into another folder
	FaultSlot     FaultCode = "unknown_slot"   // slots.json has no such slot
	FaultName     FaultCode = "missing_name"   // no name in one of the languages
	FaultCredit   FaultCode = "missing_credit" // no author or no licence
	FaultLicense  FaultCode = "bad_license"    // a licence under which a street may not pass the drawing on
	FaultTaken    FaultCode = "name_taken"     // the id or an alias is another item's
	FaultDye      FaultCode = "bad_dye"        // a dye has no valid colour, shares one, or is not in the drawing
	FaultRule     FaultCode = "bad_rule"       // hides or covers is not slot/part, or names nothing
	FaultHanded   FaultCode = "no_left"        // handed, and nothing drawn for the mirrored figure
	FaultXML      FaultCode = "bad_xml"        // not well-formed
	FaultPage     FaultCode = "bad_page"       // another page than 256 x 320, or a part far outside it
	FaultPlane    FaultCode = "unknown_plane"  // a plane or bone the rig does not have
	FaultPart     FaultCode = "bad_part"       // no part where one belongs, or twice the same
	FaultElement  FaultCode = "not_allowed"    // an element, attribute, declaration or text that drawings may not have
	FaultValue    FaultCode = "bad_value"      // an attribute's value: paint that is not solid, no number, a broken path
	FaultOutfit   FaultCode = "bad_outfit"     // a ready-made outfit that cannot be worn
)

// Fault says what is wrong with an item or a ready-made outfit, where, and what to do about it.
type Fault struct {
	Code    FaultCode
	File    string
	Line    int    // from 1; 0 where a file as a whole is meant
	Element string // the element or member at fault, as written; may be empty
	Problem string
	Remedy  string
}

func (f *Fault) Error() string {
	where := f.File
	if f.Line > 0 {
		where = fmt.Sprintf("%s:%d", f.File, f.Line)
	}
	if f.Element != "" {
		where += ": " + f.Element
	}
	return fmt.Sprintf("%s: %s; %s (%s)", where, f.Problem, f.Remedy, f.Code)
}

// lineOf is the line on which a text first stands, or 0.
func lineOf(data []byte, text string) int {
	at := bytes.Index(data, []byte(text))
	if at < 0 {
		return 0
	}
	return 1 + bytes.Count(data[:at], []byte("\n"))
}
