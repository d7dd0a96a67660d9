package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/database"
	"github.com/yokocho/yokocho/service/moderation"
)

// Admin does on the command line what the page /admin does, by the same interface. Answers are JSON.
type Admin struct {
	Data string `default:"./data" help:"Folder of the street, which must be open but for erased and audit-check." placeholder:"DIR"`

	People  adminPeople  `cmd:"" help:"Look for people by name or id; without either, those who are here."`
	Person  adminPerson  `cmd:"" help:"What is known of somebody."`
	Warn    adminMeasure `cmd:"" help:"Tell somebody something."`
	Mute    adminMeasure `cmd:"" help:"Silence somebody for a time."`
	Remove  adminMeasure `cmd:"" help:"Send somebody out of a room for a time."`
	Ban     adminMeasure `cmd:"" help:"Send somebody out of the house, for a time or for good."`
	Lift    adminLift    `cmd:"" help:"End a measure."`
	Role    adminRole    `cmd:"" help:"Give somebody a role."`
	Reset   adminReset   `cmd:"" help:"Make a link with which a member chooses another password."`
	Reports adminReports `cmd:"" help:"Reports that nobody has closed."`
	House   adminHouse   `cmd:"" help:"What the house allows; with changes as JSON, change it."`
	Words   adminWords   `cmd:"" help:"What is not said in the house; with a JSON file, change it."`
	Invite  adminInvite  `cmd:"" help:"Make an invitation."`
	Rooms   adminRooms   `cmd:"" help:"How the rooms are."`
	Numbers adminNumbers `cmd:"" help:"How far those get who come for the first time, by day."`
	Audit   adminAudit   `cmd:"" help:"What staff did, the newest first."`

	AuditCheck adminAuditCheck `cmd:"" help:"Say whether the audit is as it was written."`
	Erased     adminErased     `cmd:"" help:"List those who were erased, for yokocho restore --erased."`
}

// accessFile says, in the data folder, where the street is open and by what token the command line is let in. It is made at each start.
const accessFile = "admin.json"

// commandLine is the name under which the command line stands in the audit.
const commandLine = "yokocho admin"

type access struct {
	URL   string `json:"url"`
	Token string `json:"token"`
}

// letIn makes the command line's access to a street that opens: a program that is an operator, with a new token each time.
func letIn(ctx context.Context, store *account.Store, data, url string) error {
	token, err := store.Tool(ctx, commandLine)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(access{url, token})
	if err != nil {
		return err
	}
	file := filepath.Join(data, accessFile)
	if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.WriteFile(file, raw, 0o600)
}

// ask asks the street, and prints its answer.
func (a *Admin) ask(ctx context.Context, out io.Writer, method, path string, body any) error {
	raw, err := os.ReadFile(filepath.Join(a.Data, accessFile))
	if err != nil {
		return fmt.Errorf("is the street of %s open? %w", a.Data, err)
	}
	var to access
	if err := json.Unmarshal(raw, &to); err != nil {
		return fmt.Errorf("%s is not as yokocho serve writes it: %w", accessFile, err)
	}
	var content io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return err
		}
		content = bytes.NewReader(raw)
	}
	r, err := http.NewRequestWithContext(ctx, method, to.URL+"/api/v1"+path, content)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+to.Token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("the street does not answer: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	said, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode >= http.StatusBadRequest {
		var refusal world.Error
		if json.Unmarshal(said, &refusal) == nil && refusal.Code != "" {
			return &refusal
		}
		return fmt.Errorf("the street answers %s", answer.Status)
	}
	if len(said) == 0 {
		return nil
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, bytes.TrimSpace(said), "", "  "); err != nil {
		return err
	}
	fmt.Fprintln(out, pretty.String())
	return nil
}

type adminPeople struct {
	Query string `arg:"" optional:"" help:"A part of a name, or an id."`
}

// Run prints people.
func (c *adminPeople) Run(ctx context.Context, out io.Writer, a *Admin) error {
	return a.ask(ctx, out, http.MethodGet, "/admin/people?q="+url.QueryEscape(c.Query), nil)
}

type adminPerson struct {
	ID string `arg:"" help:"Whose."`
}

// Run prints somebody's history.
func (c *adminPerson) Run(ctx context.Context, out io.Writer, a *Admin) error {
	return a.ask(ctx, out, http.MethodGet, "/admin/people/"+url.PathEscape(c.ID), nil)
}

type adminMeasure struct {
	ID     string        `arg:"" help:"Whom."`
	Reason string        `arg:"" help:"Why: the person reads it."`
	For    time.Duration `help:"For how long, such as 10m or 24h; a ban without it is for good."`
	Room   string        `help:"Room, of remove."`
}

// Run takes a measure, of the kind that the command is named.
func (c *adminMeasure) Run(ctx context.Context, out io.Writer, a *Admin, kind moderation.Kind) error {
	body := map[string]any{"kind": kind, "reason": c.Reason}
	if c.For > 0 {
		body["minutes"] = max(int(c.For/time.Minute), 1)
	}
	if c.Room != "" {
		body["room"] = c.Room
	}
	return a.ask(ctx, out, http.MethodPost, "/admin/people/"+url.PathEscape(c.ID)+"/measures", body)
}

type adminLift struct {
	Measure string `arg:"" help:"Which."`
}

// Run ends a measure.
func (c *adminLift) Run(ctx context.Context, out io.Writer, a *Admin) error {
	return a.ask(ctx, out, http.MethodDelete, "/admin/measures/"+url.PathEscape(c.Measure), nil)
}

type adminRole struct {
	ID   string `arg:"" help:"Whom."`
	Role string `arg:"" enum:"member,host,staff,operator" help:"member, host, staff or operator."`
}

// Run gives a role.
func (c *adminRole) Run(ctx context.Context, out io.Writer, a *Admin) error {
	return a.ask(ctx, out, http.MethodPut, "/admin/people/"+url.PathEscape(c.ID)+"/role", map[string]string{"role": c.Role})
}

type adminReset struct {
	ID string `arg:"" help:"Whose."`
}

// Run prints a link.
func (c *adminReset) Run(ctx context.Context, out io.Writer, a *Admin) error {
	return a.ask(ctx, out, http.MethodPost, "/admin/people/"+url.PathEscape(c.ID)+"/reset", nil)
}

type adminReports struct {
	Report string `arg:"" optional:"" help:"Which: print what the reporter saw."`
	Close  bool   `help:"Say that it was dealt with."`
}

// Run prints reports, or one of them, or closes it.
func (c *adminReports) Run(ctx context.Context, out io.Writer, a *Admin) error {
	switch {
	case c.Report == "":
		return a.ask(ctx, out, http.MethodGet, "/admin/reports", nil)
	case c.Close:
		return a.ask(ctx, out, http.MethodPost, "/admin/reports/"+url.PathEscape(c.Report)+"/close", nil)
	default:
		return a.ask(ctx, out, http.MethodGet, "/admin/reports/"+url.PathEscape(c.Report), nil)
	}
}

type adminHouse struct {
	Changes string `arg:"" optional:"" help:"Such as '{\"guestsPaused\":true}'."`
}

// Run prints what the house allows, after changes if there are any.
func (c *adminHouse) Run(ctx context.Context, out io.Writer, a *Admin) error {
	if c.Changes == "" {
		return a.ask(ctx, out, http.MethodGet, "/admin/house", nil)
	}
	var now bytes.Buffer
	if err := a.ask(ctx, &now, http.MethodGet, "/admin/house", nil); err != nil {
		return err
	}
	house := map[string]any{}
	if err := json.Unmarshal(now.Bytes(), &house); err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(c.Changes), &house); err != nil {
		return fmt.Errorf("write the changes as one JSON object: %w", err)
	}
	return a.ask(ctx, out, http.MethodPut, "/admin/house", house)
}

type adminWords struct {
	File string `arg:"" optional:"" type:"existingfile" help:"JSON: {\"words\":[{\"text\":\"...\",\"action\":\"mask\"}]}."`
}

// Run prints the list, or puts another one in its place.
func (c *adminWords) Run(ctx context.Context, out io.Writer, a *Admin) error {
	if c.File == "" {
		return a.ask(ctx, out, http.MethodGet, "/admin/words", nil)
	}
	raw, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	return a.ask(ctx, out, http.MethodPut, "/admin/words", json.RawMessage(raw))
}

type adminInvite struct {
	Guests int           `default:"1" help:"For how many guests."`
	For    time.Duration `default:"24h" help:"For how long."`
}

// Run prints an invitation.
func (c *adminInvite) Run(ctx context.Context, out io.Writer, a *Admin) error {
	return a.ask(ctx, out, http.MethodPost, "/admin/invitations", map[string]int{"guests": c.Guests, "minutes": int(c.For / time.Minute)})
}

type adminRooms struct{}

// Run prints how the rooms are.
func (c *adminRooms) Run(ctx context.Context, out io.Writer, a *Admin) error {
	return a.ask(ctx, out, http.MethodGet, "/admin/rooms", nil)
}

type adminNumbers struct{}

// Run prints the house's numbers.
func (c *adminNumbers) Run(ctx context.Context, out io.Writer, a *Admin) error {
	return a.ask(ctx, out, http.MethodGet, "/admin/numbers", nil)
}

type adminAudit struct {
	Before int64 `help:"Entries before this number."`
}

// Run prints a page of the audit.
func (c *adminAudit) Run(ctx context.Context, out io.Writer, a *Admin) error {
	return a.ask(ctx, out, http.MethodGet, fmt.Sprintf("/admin/audit?before=%d", c.Before), nil)
}

type adminAuditCheck struct{ databaseOption }

// Run says whether the audit is whole.
func (c *adminAuditCheck) Run(ctx context.Context, out io.Writer, a *Admin) error {
	return c.with(ctx, a.Data, func(db *database.DB) error {
		order, err := moderation.Open(ctx, db, time.Now)
		if err != nil {
			return err
		}
		if err := order.CheckAudit(ctx); err != nil {
			return err
		}
		fmt.Fprintln(out, "The audit is as it was written.")
		return nil
	})
}

type adminErased struct{ databaseOption }

// Run lists the erased.
func (c *adminErased) Run(ctx context.Context, out io.Writer, a *Admin) error {
	return c.with(ctx, a.Data, func(db *database.DB) error {
		erased, err := account.New(db, time.Now).Erased(ctx)
		for _, id := range erased {
			fmt.Fprintln(out, id)
		}
		return err
	})
}

// databaseOption names the database of commands that read it themselves.
type databaseOption struct {
	Database string `help:"Database of persons on PostgreSQL; without it, the file in the data folder." placeholder:"URL"`
}

func (o databaseOption) with(ctx context.Context, data string, do func(*database.DB) error) (err error) {
	name := o.Database
	if !database.Postgres(name) {
		name = filepath.Join(data, databaseFile)
		if _, err := os.Stat(name); err != nil {
			return fmt.Errorf("%s is no data folder of a street: %w", strings.TrimSpace(data), err)
		}
	}
	db, err := database.Open(ctx, name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return do(db)
}
