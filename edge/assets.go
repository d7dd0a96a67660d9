package edge

import (
	"fmt"
	"net/url"
)

// Assets is where browsers fetch what is under /assets/: scheme and host of a CDN, or empty for our own.
type Assets string

// ParseAssets reads the address of a CDN, such as https://cdn.example. Empty is our own.
func ParseAssets(address string) (Assets, error) {
	if address == "" {
		return "", nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.Scheme+"://"+u.Host != address {
		return "", fmt.Errorf("%q: write scheme and host only, such as https://cdn.example", address)
	}
	return Assets(address), nil
}

// URL is where a file is fetched.
func (a Assets) URL(name string) string { return string(a) + "/assets/" + name }
