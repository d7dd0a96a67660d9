package account

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/secure/precis"

	"github.com/yokocho/yokocho/core/world"
)

// What a password costs: the second of OWASP's recommendations for argon2id (Password Storage Cheat Sheet).
const (
	argonMemory  = 19 << 10 // KiB
	argonPasses  = 2
	argonThreads = 1
	argonKey     = 32 // bytes
)

const (
	minPassword = 8 // characters
	maxPassword = 200
	minLogin    = 3
	maxLogin    = 40
)

// atOnce is how many passwords are worked on at the same time: more wait, so that many who try cost no more memory.
const atOnce = 2

// hasher works on passwords.
type hasher struct{ turns chan struct{} }

func newHasher() hasher { return hasher{make(chan struct{}, atOnce)} }

func (h hasher) key(ctx context.Context, password string, salt []byte) ([]byte, error) {
	select {
	case h.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.turns }()
	return argon2.IDKey([]byte(password), salt, argonPasses, argonMemory, argonThreads, argonKey), nil
}

var argonPrefix = fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$", argon2.Version, argonMemory, argonPasses, argonThreads)

// hash is a password as it is kept.
func (h hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, 16)
	fill(salt)
	key, err := h.key(ctx, password, salt)
	return argonPrefix + base64.RawStdEncoding.EncodeToString(salt) + "$" + base64.RawStdEncoding.EncodeToString(key), err
}

// matches says whether a password is the one that was kept. Against nothing it takes as long, and says no.
func (h hasher) matches(ctx context.Context, password, kept string) (bool, error) {
	salt, want := make([]byte, 16), make([]byte, argonKey)
	rest, known := strings.CutPrefix(kept, argonPrefix)
	if known {
		s, k, _ := strings.Cut(rest, "$")
		_, saltErr := base64.RawStdEncoding.Decode(salt, []byte(s))
		_, keyErr := base64.RawStdEncoding.Decode(want, []byte(k))
		known = saltErr == nil && keyErr == nil
	}
	got, err := h.key(ctx, password, salt)
	return known && subtle.ConstantTimeCompare(got, want) == 1, err
}

// cleanLogin makes a name to sign in with comparable: RFC 8265's UsernameCaseMapped. Codes: bad_login_name.
func cleanLogin(login string) (string, error) {
	clean, err := precis.UsernameCaseMapped.String(strings.TrimSpace(login))
	if n := utf8.RuneCountInString(clean); err != nil || n < minLogin || n > maxLogin {
		return "", world.Refuse(world.CodeBadLoginName, "A name to sign in with has 3 to 40 letters, digits or signs such as . _ - @, and no spaces.")
	}
	return clean, nil
}

// cleanPassword is a password as it is compared: RFC 8265's OpaqueString. Codes: bad_password.
func cleanPassword(password string) (string, error) {
	clean, err := precis.OpaqueString.String(password)
	if n := utf8.RuneCountInString(clean); err != nil || n < minPassword || n > maxPassword {
		return "", world.Refuse(world.CodeBadPassword, "A password has 8 to 200 characters. A few words in a row are easy to keep in mind.")
	}
	return clean, nil
}
