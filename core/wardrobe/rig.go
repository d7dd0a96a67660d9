package wardrobe

import (
	"encoding/json"
	"fmt"
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
type Rig struct{ views map[View]rigView }

type rigView struct {
	planes []Plane
	bones  map[string]bool
}

// ParseRig reads art/rig.json.
func ParseRig(data []byte) (*Rig, error) {
	var file struct {
		Canvas [2]int
		Views  map[View]struct {
			Bones  map[string]struct{ Parent string }
			Planes [][2]string
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("rig.json: %w", err)
	}
	if file.Canvas != [2]int{CanvasWidth, CanvasHeight} {
		return nil, fmt.Errorf("rig.json: canvas is %v; every drawing is made for [%d,%d]", file.Canvas, CanvasWidth, CanvasHeight)
	}
	rig := &Rig{views: map[View]rigView{}}
	for _, name := range Views() {
		view := rigView{bones: map[string]bool{}}
		for bone, b := range file.Views[name].Bones {
			if _, ok := file.Views[name].Bones[b.Parent]; !ok && b.Parent != "" {
				return nil, fmt.Errorf("rig.json: view %s: bone %q has the unknown parent %q", name, bone, b.Parent)
			}
			view.bones[bone] = true
		}
		for _, p := range file.Views[name].Planes {
			if !view.bones[p[1]] {
				return nil, fmt.Errorf("rig.json: view %s: plane %q follows the unknown bone %q", name, p[0], p[1])
			}
			view.planes = append(view.planes, Plane{Name: p[0], Bone: p[1]})
		}
		if len(view.planes) == 0 {
			return nil, fmt.Errorf("rig.json: view %s has no planes", name)
		}
		rig.views[name] = view
	}
	return rig, nil
}

// depth is the plane's place from the back, or -1.
func (v rigView) depth(plane string) int {
	return slices.IndexFunc(v.planes, func(p Plane) bool { return p.Name == plane })
}
