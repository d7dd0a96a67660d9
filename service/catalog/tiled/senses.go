package tiled

// What browsers can play, in the order in which it is told.
var (
	// Steps are what floors sound of; the first is that of a room that does not say.
	Steps = []string{"wood", "tatami", "carpet", "stone", "metal"}
	// Sounds are heard all the time.
	Sounds = []string{"beat", "city", "clock", "crickets", "glasses", "hum", "kitchen", "music", "river", "wind"}
)

const (
	maxVolume = 100
	maxRadius = 400
	warmLight = "#ffdfa6"
)

func (r *reader) readSounds() {
	for _, o := range r.in("sound") {
		p := r.take(o)
		if !o.Point {
			r.room.Grounds = append(r.room.Grounds, Ground{Step: p.choice("step", Steps...), Polygon: r.polygon(o)})
			continue
		}
		r.room.Sounds = append(r.room.Sounds, Sound{
			Kind: p.choice("sound", Sounds...), At: r.point(o), Volume: p.integer("volume", 1, maxVolume),
		})
	}
}

func (r *reader) readGlows() {
	for _, o := range r.in("light") {
		p := r.take(o)
		glow := Glow{
			At: r.point(o), Height: p.integer("height", 0, maxWall), Radius: p.integer("radius", 1, maxRadius), Color: warmLight,
		}
		if p.has("by") {
			glow.By = Light(p.choice("by", string(Day), string(Night)))
		}
		if p.has("color") {
			glow.Color = p.tint("color")
		}
		r.room.Glows = append(r.room.Glows, glow)
	}
}
