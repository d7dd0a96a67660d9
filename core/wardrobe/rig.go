package wardrobe

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
)

// View is one of the two drawn views; left-facing ones are mirrored by whoever paints.
type View string

// The views.
const (
	Front View = "front" // facing south-east
	Back  View = "back"  // facing north-east
)

// Views lists both views in their order within sheets.
func Views() []View { return []View{Front, Back} }

// Canvas is what every item is drawn on, in units.
const (
	CanvasWidth  = 256
	CanvasHeight = 320
)

// Plane is a depth at which garments stack, with the bone its parts usually follow.
type Plane struct{ Name, Bone string }

// Rig is the skeleton's side that drawing needs: planes from back to front, and the names of the bones.
// Pivots, poses and expressions are played by the browser from the same file.
type Rig struct {
	views    map[View]rigView
	faces    map[string]bool // parts that change by themselves, because expressions and poses name them
	source   []byte
	revision string
}

type rigView struct {
	planes []Plane
	depths map[string]int // a plane's place from the back
	bones  map[string]bool
}

// rigFile is what drawing needs of rig.json.
type rigFile struct {
	Canvas [2]int               `json:"canvas"`
	Views  map[View]rigFileView `json:"views"`
	Faces  []string             `json:"faces,omitempty"` // names of parts; in rig.json they stand where they are used
}

// rigFaces are the places in rig.json that name parts of the face.
type rigFaces struct {
	Expressions map[string]struct{ Parts map[string]string }
	Overlays    struct {
		Blink struct{ Parts map[string]string }
		Talk  struct{ Mouths []string }
	}
	Poses map[string]struct{ Face, Mood map[string]string }
}

func (f rigFaces) names() []string {
	all := map[string]bool{"mouth": len(f.Overlays.Talk.Mouths) > 0}
	add := func(parts map[string]string) {
		for name := range parts {
			all[name] = true
		}
	}
	for _, e := range f.Expressions {
		add(e.Parts)
	}
	for _, p := range f.Poses {
		add(p.Face)
		add(p.Mood)
	}
	add(f.Overlays.Blink.Parts)
	maps.DeleteFunc(all, func(_ string, named bool) bool { return !named })
	return slices.Sorted(maps.Keys(all))
}

type rigFileView struct {
	Bones  map[string]rigFileBone `json:"bones"`
	Planes [][2]string            `json:"planes"`
}

type rigFileBone struct {
	Parent string `json:"parent"`
}

var rigName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9.]*$`)

// ParseRig reads art/rig.json.
func ParseRig(data []byte) (*Rig, error) {
	var file rigFile
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("rig.json: %w", err)
	}
	if file.Canvas != [2]int{CanvasWidth, CanvasHeight} {
		return nil, fmt.Errorf("rig.json: canvas is %v; every drawing is made for [%d,%d]", file.Canvas, CanvasWidth, CanvasHeight)
	}
	var faces rigFaces
	if err := json.Unmarshal(data, &faces); err != nil {
		return nil, fmt.Errorf("rig.json: %w", err)
	}
	if file.Faces == nil {
		file.Faces = faces.names()
	}
	rig := &Rig{views: map[View]rigView{}, faces: map[string]bool{}}
	for _, name := range file.Faces {
		rig.faces[name] = true
	}
	for _, name := range Views() {
		view := rigView{depths: map[string]int{}, bones: map[string]bool{}}
		for bone, b := range file.Views[name].Bones {
			if !rigName.MatchString(bone) {
				return nil, fmt.Errorf("rig.json: view %s: bone %q: use letters, digits and dots", name, bone)
			}
			if _, ok := file.Views[name].Bones[b.Parent]; !ok && b.Parent != "" {
				return nil, fmt.Errorf("rig.json: view %s: bone %q has the unknown parent %q", name, bone, b.Parent)
			}
			view.bones[bone] = true
		}
		for _, p := range file.Views[name].Planes {
			if !rigName.MatchString(p[0]) {
				return nil, fmt.Errorf("rig.json: view %s: plane %q: use letters, digits and dots", name, p[0])
			}
			if !view.bones[p[1]] {
				return nil, fmt.Errorf("rig.json: view %s: plane %q follows the unknown bone %q", name, p[0], p[1])
			}
			view.depths[p[0]] = len(view.planes)
			view.planes = append(view.planes, Plane{Name: p[0], Bone: p[1]})
		}
		if len(view.planes) == 0 {
			return nil, fmt.Errorf("rig.json: view %s has no planes", name)
		}
		rig.views[name] = view
	}
	source, err := json.Marshal(file)
	if err != nil {
		return nil, fmt.Errorf("rig.json: %w", err)
	}
	sum := sha256.Sum256(source)
	rig.source, rig.revision = source, hex.EncodeToString(sum[:8])
	return rig, nil
}

// Source is what ParseRig needs to have the rig again, without what only moving needs.
func (r *Rig) Source() []byte { return r.source }

// Revision names what the rig says about drawing: planes, bones, and which parts change by themselves.
func (r *Rig) Revision() string { return r.revision }

// depth is the plane's place from the back, or -1.
func (v rigView) depth(plane string) int {
	if d, ok := v.depths[plane]; ok {
		return d
	}
	return -1
}
