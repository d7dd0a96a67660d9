package httpapi_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/session"
)

// least is who may use each operation: a table of its own, so that a change of rights is made in two places or fails here.
var least = map[string]world.Role{
	"GET /me": "guest", "PATCH /me": "guest", "PUT /me/ignored/{visitor}": "guest", "DELETE /me/ignored/{visitor}": "guest",
	"PUT /me/blocked/{visitor}": "guest", "DELETE /me/blocked/{visitor}": "guest", "POST /rooms/{room}/reports": "guest",
	"POST /me/keep": "guest", "GET /me/sessions": "guest", "DELETE /me/sessions/{session}": "guest",
	"PUT /me/login": "guest", "POST /me/recovery": "member", "POST /me/operator": "member",
	"GET /me/export": "guest", "POST /me/erase": "guest",
	"GET /me/passkeys": "guest", "POST /me/passkeys/begin": "guest", "POST /me/passkeys": "guest", "DELETE /me/passkeys/{passkey}": "guest",
	"GET /me/measures": "guest", "POST /me/measures/{measure}/appeal": "guest", "PUT /me/measures/{measure}/seen": "guest",
	"GET /rooms/{room}": "guest", "POST /rooms/{room}/commands": "guest", "GET /rooms/{room}/events": "guest",
	"GET /me/looks": "guest", "POST /me/looks": "guest", "PATCH /me/looks/{id}": "guest", "DELETE /me/looks/{id}": "guest",
	"POST /outfits": "guest", "POST /pictures": "guest", "DELETE /pictures/{picture}": "guest", "GET /wardrobe": "guest",

	"GET /admin/house": "staff", "PUT /admin/house": "staff", "GET /admin/words": "staff", "PUT /admin/words": "staff",
	"GET /admin/people": "staff", "GET /admin/people/{visitor}": "staff", "POST /admin/people/{visitor}/measures": "staff",
	"POST /admin/people/{visitor}/notes": "staff", "POST /admin/people/{visitor}/reset": "staff", "GET /admin/appeals": "staff",
	"DELETE /admin/measures/{measure}": "staff", "POST /admin/measures/{measure}/answer": "staff", "POST /admin/invitations": "staff",
	"GET /admin/reports": "staff", "GET /admin/reports/{report}": "staff", "POST /admin/reports/{report}/close": "staff", "GET /admin/rooms": "staff",
	"PUT /admin/people/{visitor}/role": "operator", "PUT /admin/people/{visitor}/age": "operator", "GET /admin/audit": "operator", "GET /admin/pages": "staff", "PUT /admin/pages": "operator",
	"GET /admin/numbers": "operator", "GET /admin/connections": "operator", "POST /admin/connections": "operator", "POST /admin/connections/{opening}/agree": "operator", "GET /admin/connections/{opening}": "operator",

	"DELETE /me/sessions": "guest", // last: it ends the session that asks
}

// public are the operations that need nobody to be anybody.
var public = []string{
	"POST /visitors", "POST /visitors/keep", "POST /sessions", "POST /sessions/recovery", "POST /sessions/reset", "POST /sessions/passkey", "POST /sessions/passkey/begin", "GET /names", "GET /rooms", "GET /welcome",
	"GET /rooms/{room}/door", "GET /catalogue", "GET /outfits/{hash}", "GET /pictures/{picture}",
	"GET /rooms/{room}/socket", // of visitors too; edge/edgetest asks it
}

// TestEveryOperationAsksWhoMayUseIt goes through every operation there is as everybody there is: a new one without a row in the table
// above fails here, and one without a row in the table of rights is nobody's.
func TestEveryOperationAsksWhoMayUseIt(t *testing.T) {
	s := open(t, session.Limits{})
	d, _ := describe(t)
	roles := []world.Role{world.RoleGuest, world.RoleMember, world.RoleHost, world.RoleStaff, world.RoleOperator}
	people := map[world.Role]guest{}
	for _, role := range roles {
		people[role] = s.withRole("some-"+string(role[:3]), role)
	}
	asked := 0
	ask := func(name string) {
		method, path, _ := strings.Cut(name, " ")
		path = "/api/v1" + strings.NewReplacer("{room}", "lounge", "{visitor}", "aaaaaaaaaaaaaaaa", "{session}", "0000000000000000",
			"{measure}", "none", "{report}", "none", "{passkey}", "none", "{id}", "none", "{picture}", "none", "{hash}", "0000000000000000", "/events", "/events?since=1-1").Replace(path)
		if a := s.ask(method, path, ""); a.status != http.StatusUnauthorized || a.code() != world.CodeUnauthenticated {
			t.Errorf("%s by nobody: %d %s", name, a.status, a.body)
		}
		for i, role := range roles {
			a := people[role].ask(method, path, "")
			forbidden := a.status == http.StatusForbidden && a.code() == world.CodeForbidden
			if want := i < slices.Index(roles, least[name]); want != forbidden {
				t.Errorf("%s by a %s: %d %s", name, role, a.status, a.body)
			}
			if a.status >= 500 {
				t.Errorf("%s by a %s: %d %s", name, role, a.status, a.body)
			}
			asked++
		}
	}
	for path, methods := range d.Paths {
		for method := range methods {
			name := strings.ToUpper(method) + " " + strings.TrimPrefix(path, "/api/v1")
			_, row := least[name]
			if open := slices.Contains(public, name); row == open {
				t.Errorf("%s has %v row", name, row)
			}
			if row && name != "DELETE /me/sessions" {
				ask(name)
			}
		}
	}
	ask("DELETE /me/sessions")
	if asked != len(least)*len(roles) {
		t.Errorf("%d of %d asked: the tables name operations that there are not", asked, len(least)*len(roles))
	}
}

// withRole is a visitor of a role.
func (s *street) withRole(name string, role world.Role) guest {
	s.t.Helper()
	g := s.guest(name)
	if role == world.RoleGuest {
		return g
	}
	if a := g.ask("PUT", "/api/v1/me/login", `{"login":"`+name+`","password":"correct horse"}`); a.status != http.StatusOK {
		s.t.Fatalf("%s becomes no member: %d %s", name, a.status, a.body)
	}
	if err := s.store.SetRole(s.t.Context(), g.id, role); err != nil {
		s.t.Fatal(err)
	}
	s.gate.Sessions.Forget(g.id)
	return g
}
