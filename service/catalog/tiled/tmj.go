package tiled

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The fields that Tiled 1.8 to 1.12 writes for such maps. What is not listed is refused: it would be silently lost.

type tmjMap struct {
	BackgroundColor  string            `json:"backgroundcolor"`
	Class            string            `json:"class"`
	CompressionLevel int               `json:"compressionlevel"`
	EditorSettings   any               `json:"editorsettings"`
	Height           int               `json:"height"`
	Infinite         bool              `json:"infinite"`
	Layers           []json.RawMessage `json:"layers"`
	NextLayerID      int               `json:"nextlayerid"`
	NextObjectID     int               `json:"nextobjectid"`
	Orientation      string            `json:"orientation"`
	ParallaxOriginX  float64           `json:"parallaxoriginx"`
	ParallaxOriginY  float64           `json:"parallaxoriginy"`
	Properties       []tmjProp         `json:"properties"`
	RenderOrder      string            `json:"renderorder"`
	TiledVersion     string            `json:"tiledversion"`
	TileHeight       int               `json:"tileheight"`
	TileSets         []tmjTileset      `json:"tilesets"`
	TileWidth        int               `json:"tilewidth"`
	Type             string            `json:"type"`
	Version          any               `json:"version"`
	Width            int               `json:"width"`
}

type tmjLayer struct {
	Class            string            `json:"class"`
	Color            string            `json:"color"`
	DrawOrder        string            `json:"draworder"`
	ID               int               `json:"id"`
	Image            string            `json:"image"`
	ImageHeight      int               `json:"imageheight"`
	ImageWidth       int               `json:"imagewidth"`
	Locked           bool              `json:"locked"`
	Mode             string            `json:"mode"`
	Name             string            `json:"name"`
	Objects          []json.RawMessage `json:"objects"`
	OffsetX          float64           `json:"offsetx"`
	OffsetY          float64           `json:"offsety"`
	Opacity          float64           `json:"opacity"`
	ParallaxX        *float64          `json:"parallaxx"`
	ParallaxY        *float64          `json:"parallaxy"`
	Properties       []tmjProp         `json:"properties"`
	RepeatX          bool              `json:"repeatx"`
	RepeatY          bool              `json:"repeaty"`
	TintColor        string            `json:"tintcolor"`
	TransparentColor string            `json:"transparentcolor"`
	Type             string            `json:"type"`
	Visible          bool              `json:"visible"`
	X                float64           `json:"x"`
	Y                float64           `json:"y"`
}

type tmjObject struct {
	Class      string     `json:"class"`
	Ellipse    bool       `json:"ellipse"`
	GID        uint32     `json:"gid"`
	Height     float64    `json:"height"`
	ID         int        `json:"id"`
	Name       string     `json:"name"`
	Opacity    float64    `json:"opacity"`
	Point      bool       `json:"point"`
	Polygon    []tmjPoint `json:"polygon"`
	Polyline   []tmjPoint `json:"polyline"`
	Properties []tmjProp  `json:"properties"`
	Rotation   float64    `json:"rotation"`
	Template   string     `json:"template"`
	Text       any        `json:"text"`
	Type       string     `json:"type"`
	Visible    bool       `json:"visible"`
	Width      float64    `json:"width"`
	X          float64    `json:"x"`
	Y          float64    `json:"y"`
}

type tmjPoint struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

type tmjProp struct {
	Name         string          `json:"name"`
	PropertyType string          `json:"propertytype"`
	Type         string          `json:"type"`
	Value        json.RawMessage `json:"value"`
}

type tmjTileset struct {
	BackgroundColor string    `json:"backgroundcolor"`
	Class           string    `json:"class"`
	Columns         int       `json:"columns"`
	FillMode        string    `json:"fillmode"`
	FirstGID        uint32    `json:"firstgid"`
	Grid            any       `json:"grid"`
	Image           string    `json:"image"`
	ImageHeight     int       `json:"imageheight"`
	ImageWidth      int       `json:"imagewidth"`
	Margin          int       `json:"margin"`
	Name            string    `json:"name"`
	ObjectAlignment string    `json:"objectalignment"`
	Source          string    `json:"source"`
	Spacing         int       `json:"spacing"`
	TileCount       int       `json:"tilecount"`
	TiledVersion    string    `json:"tiledversion"`
	TileHeight      int       `json:"tileheight"`
	TileOffset      tmjPoint  `json:"tileoffset"`
	TileRenderSize  string    `json:"tilerendersize"`
	Tiles           []tmjTile `json:"tiles"`
	TileWidth       int       `json:"tilewidth"`
	Transformations any       `json:"transformations"`
	Type            string    `json:"type"`
	Version         any       `json:"version"`
}

type tmjTile struct {
	Animation   []tmjFrame `json:"animation"`
	Class       string     `json:"class"`
	Height      int        `json:"height"`
	ID          uint32     `json:"id"`
	Image       string     `json:"image"`
	ImageHeight int        `json:"imageheight"`
	ImageWidth  int        `json:"imagewidth"`
	Type        string     `json:"type"`
	Width       int        `json:"width"`
	X           int        `json:"x"`
	Y           int        `json:"y"`
}

type tmjFrame struct {
	Duration int    `json:"duration"` // milliseconds
	TileID   uint32 `json:"tileid"`
}

// decode reads exactly one JSON value into v and refuses fields that v does not have. Without a problem it is done.
func decode(data []byte, v any) (problem, remedy string) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		if field, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
			return fmt.Sprintf("it has %.60s, which rooms do not use", field), "remove it in Tiled (it may be a newer feature, or a tile layer)"
		}
		return fmt.Sprintf("it is not as Tiled writes it (%.200v)", err), "save it from Tiled as JSON map file"
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return "it goes on after the end of the map", "save it again from Tiled"
	}
	return "", ""
}
