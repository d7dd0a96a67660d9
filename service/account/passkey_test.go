package account_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"maps"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/account"
)

const here = "https://yokocho.example"

// device is an authenticator with one passkey: the least of WebAuthn level 3, section 6.
type device struct {
	t       *testing.T
	key     *ecdsa.PrivateKey
	id      []byte
	party   string
	handle  string
	counter uint32
}

func newDevice(t *testing.T) *device {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return &device{t: t, key: key, id: []byte(rand.Text())}
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// data is authenticator data, with the key in it when it is made.
func (d *device) data(made bool) []byte {
	party := sha256.Sum256([]byte(d.party))
	const present, verified, attested = 1, 4, 64
	flags := byte(present | verified)
	if made {
		flags |= attested
	}
	d.counter++
	data := append(party[:], flags)
	data = binary.BigEndian.AppendUint32(data, d.counter)
	if !made {
		return data
	}
	point, err := d.key.PublicKey.Bytes() // 4, x, y
	if err != nil {
		d.t.Fatal(err)
	}
	cose, err := cbor.Marshal(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:]})
	if err != nil {
		d.t.Fatal(err)
	}
	data = append(data, make([]byte, 16)...)
	data = binary.BigEndian.AppendUint16(data, uint16(len(d.id)))
	return append(append(data, d.id...), cose...)
}

func (d *device) client(kind, challenge, origin string) []byte {
	raw, err := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false})
	if err != nil {
		d.t.Fatal(err)
	}
	return raw
}

func (d *device) answer(response map[string]any) json.RawMessage {
	raw, err := json.Marshal(map[string]any{"id": b64(d.id), "rawId": b64(d.id), "type": "public-key", "clientExtensionResults": map[string]any{}, "response": response})
	if err != nil {
		d.t.Fatal(err)
	}
	return raw
}

// create makes a passkey of what the street asks.
func (d *device) create(asked json.RawMessage, origin string) json.RawMessage {
	d.t.Helper()
	var options struct {
		Challenge string
		RP        struct{ ID string }
		User      struct{ ID string }
	}
	if err := json.Unmarshal(asked, &options); err != nil {
		d.t.Fatal(err)
	}
	d.party, d.handle = options.RP.ID, options.User.ID
	attestation, err := cbor.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": d.data(true)})
	if err != nil {
		d.t.Fatal(err)
	}
	return d.answer(map[string]any{"clientDataJSON": b64(d.client("webauthn.create", options.Challenge, origin)), "attestationObject": b64(attestation)})
}

// sign answers what the street asks who signs in.
func (d *device) sign(asked json.RawMessage, origin string, change map[string]any) json.RawMessage {
	d.t.Helper()
	var options struct{ Challenge string }
	if err := json.Unmarshal(asked, &options); err != nil {
		d.t.Fatal(err)
	}
	data, client := d.data(false), d.client("webauthn.get", options.Challenge, origin)
	hash := sha256.Sum256(client)
	signed := sha256.Sum256(append(data, hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, signed[:])
	if err != nil {
		d.t.Fatal(err)
	}
	response := map[string]any{"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(signature), "userHandle": d.handle}
	maps.Copy(response, change)
	return d.answer(response)
}

func TestAPasskeySignsIn(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, c *clock) {
		mika, _ := guest(t, s, "mika")
		phone := newDevice(t)
		begin := func() json.RawMessage {
			t.Helper()
			asked, err := s.BeginPasskeySignIn(t.Context(), here)
			if err != nil {
				t.Fatal(err)
			}
			return asked
		}
		asked, err := s.BeginPasskey(t.Context(), mika.ID, here)
		if err != nil {
			t.Fatal(err)
		}
		made := phone.create(asked, here)
		if err := s.AddPasskey(t.Context(), mika.ID, here, "Firefox", made); err != nil {
			t.Fatal(err)
		}
		wantCode(t, s.AddPasskey(t.Context(), mika.ID, here, "Firefox", made), world.CodeWrongLogin) // its challenge is spent
		if v, err := s.ByID(t.Context(), mika.ID); err != nil || v.Role != world.RoleMember {
			t.Errorf("%+v %v", v, err)
		}

		answer := phone.sign(begin(), here, nil)
		v, token, err := s.PasskeySignIn(t.Context(), here, "Safari", answer)
		if err != nil || v.ID != mika.ID {
			t.Fatalf("%+v %v", v, err)
		}
		if got, err := s.ByToken(t.Context(), token); err != nil || got.ID != mika.ID {
			t.Errorf("%+v %v", got, err)
		}
		refused := func(name, at string, answer json.RawMessage) {
			t.Helper()
			if v, _, err := s.PasskeySignIn(t.Context(), at, "", answer); err == nil {
				t.Errorf("%s signed in as %s", name, v.Name)
			} else {
				wantCode(t, err, world.CodeWrongLogin)
			}
		}
		refused("a replay", here, answer)
		refused("a page of another origin", here, phone.sign(begin(), "https://evil.example", nil))
		refused("the same street under another name", "https://other.example", phone.sign(begin(), "https://other.example", nil))
		refused("a forged signature", here, phone.sign(begin(), here, map[string]any{"signature": b64([]byte("nothing"))}))
		refused("a passkey nobody has", here, newDevice(t).sign(begin(), here, map[string]any{"userHandle": phone.handle}))
		ren, _ := member(t, s, "ren")
		refused("somebody else's name on it", here, phone.sign(begin(), here, map[string]any{"userHandle": b64([]byte(ren.ID))}))
		refused("nonsense", here, json.RawMessage(`{"id":1}`))
		refused("nothing", here, json.RawMessage(`{}`))
		phone.counter = 0
		refused("a copy of the device", here, phone.sign(begin(), here, nil))
		phone.counter = 100
		late := begin()
		c.t = c.t.Add(6 * time.Minute)
		refused("who is too late", here, phone.sign(late, here, nil))

		keys, err := s.Passkeys(t.Context(), mika.ID)
		if err != nil || len(keys) != 1 || keys[0].Name != "Firefox" || keys[0].Used == 0 {
			t.Fatalf("%+v %v", keys, err)
		}
		wantCode(t, s.DropPasskey(t.Context(), mika.ID, keys[0].ID), world.CodeForbidden) // the only way in
		if err := s.SetLogin(t.Context(), mika.ID, "mika", password, ""); err != nil {
			t.Fatal(err)
		}
		if err := s.DropPasskey(t.Context(), ren.ID, keys[0].ID); err != nil { // not theirs
			t.Fatal(err)
		}
		if _, _, err := s.PasskeySignIn(t.Context(), here, "", phone.sign(begin(), here, nil)); err != nil {
			t.Errorf("somebody else dropped it: %v", err)
		}
		if err := s.DropPasskey(t.Context(), mika.ID, keys[0].ID); err != nil {
			t.Fatal(err)
		}
		refused("a passkey that was dropped", here, phone.sign(begin(), here, nil))
	})
}
