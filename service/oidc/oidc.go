// Package oidc signs visitors in by another service: OpenID Connect Core 1.0, the code flow with PKCE. It knows the provider and what an
// answer of its must be; persons are service/account's.
package oidc

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"sync"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/yokocho/yokocho/core/world"
)

// Config names a provider. Without an issuer there is none.
type Config struct {
	Issuer string `json:"issuer" koanf:"issuer" help:"Issuer of OpenID Connect whose accounts may sign in, such as https://login.example; register SITE/signin/oidc/callback there." placeholder:"URL"`
	Client string `json:"client" koanf:"client" help:"What the issuer calls this street: its client id." placeholder:"ID"`
	Secret string `json:"-" koanf:"secret" help:"The client's secret. Better given in the environment, where others cannot read it." placeholder:"SECRET"`
	Name   string `json:"name" koanf:"name" help:"What the button says one signs in with." placeholder:"NAME"`
}

// Provider is a service whose accounts sign in here. Any goroutine may use it.
type Provider struct {
	Config
	mu    sync.Mutex // guards found
	found *oidc.Provider
}

// New is the provider of a configuration, nil when it names none. It is not asked before somebody signs in.
func New(cfg Config) *Provider {
	if cfg.Issuer == "" {
		return nil
	}
	if cfg.Name == "" {
		cfg.Name = cfg.Issuer
	}
	return &Provider{Config: cfg}
}

// provider reads what the provider says of itself, once it has answered.
func (p *Provider) provider(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil {
		found, err := oidc.NewProvider(context.WithoutCancel(ctx), p.Issuer)
		if err != nil {
			return nil, fmt.Errorf("ask %s: %w", p.Issuer, err)
		}
		p.found = found
	}
	return p.found, nil
}

func (p *Provider) config(found *oidc.Provider, callback string) *oauth2.Config {
	return &oauth2.Config{ClientID: p.Client, ClientSecret: p.Secret, Endpoint: found.Endpoint(), RedirectURL: callback, Scopes: []string{oidc.ScopeOpenID}}
}

// Question is what one sign-in asked, kept until its answer comes.
type Question struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
	Callback string `json:"callback"`
}

// Ask is where the browser goes to sign in, and what must be kept of it. Codes: unavailable.
func (p *Provider) Ask(ctx context.Context, callback string) (string, Question, error) {
	found, err := p.provider(ctx)
	if err != nil {
		return "", Question{}, errors.Join(err, world.Refuse(world.CodeUnavailable, "The service you sign in with does not answer. Try again later."))
	}
	q := Question{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Callback: callback}
	return p.config(found, callback).AuthCodeURL(q.State, oidc.Nonce(q.Nonce), oauth2.S256ChallengeOption(q.Verifier)), q, nil
}

// Answer is who signed in, by the provider's own name for them. Codes: wrong_login for an answer that is none to the question, unavailable.
func (p *Provider) Answer(ctx context.Context, q Question, code string) (subject string, err error) {
	found, err := p.provider(ctx)
	if err != nil {
		return "", errors.Join(err, world.Refuse(world.CodeUnavailable, "The service you sign in with does not answer. Try again later."))
	}
	token, err := p.config(found, q.Callback).Exchange(ctx, code, oauth2.VerifierOption(q.Verifier))
	if err != nil {
		return "", wrong()
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return "", wrong()
	}
	id, err := found.Verifier(&oidc.Config{ClientID: p.Client}).Verify(ctx, raw)
	if err != nil || subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(q.Nonce)) != 1 || id.Subject == "" {
		return "", wrong()
	}
	return id.Subject, nil
}

func wrong() error {
	return world.Refuse(world.CodeWrongLogin, "That is no answer to this sign-in. Begin again.")
}
