-- +goose Up
ALTER TABLE tokens ADD COLUMN agent TEXT NOT NULL DEFAULT ''; -- the browser, in a word
ALTER TABLE tokens ADD COLUMN used_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE visitors ADD COLUMN follow TEXT NOT NULL DEFAULT ''; -- yes: others may go after them

ALTER TABLE visitors ADD COLUMN invited BIGINT NOT NULL DEFAULT 0;
ALTER TABLE visitors ADD COLUMN erased_at BIGINT NOT NULL DEFAULT 0;

CREATE TABLE logins (
    login      TEXT PRIMARY KEY, -- as PRECIS compares user names
    visitor_id TEXT NOT NULL UNIQUE REFERENCES visitors (id) ON DELETE CASCADE,
    password   TEXT NOT NULL, -- argon2id, in PHC string format
    changed_at BIGINT NOT NULL
);

CREATE TABLE recovery_codes (
    hash       TEXT PRIMARY KEY, -- SHA-256 of the visitor's id and the code, hexadecimal
    visitor_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE
);
CREATE INDEX recovery_codes_of_visitor ON recovery_codes (visitor_id);

CREATE TABLE passkeys (
    id         TEXT PRIMARY KEY, -- the credential's, base64url
    visitor_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
    credential TEXT NOT NULL, -- JSON: its public key and counter
    name       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at    BIGINT NOT NULL
);
CREATE INDEX passkeys_of_visitor ON passkeys (visitor_id);

CREATE TABLE foreign_accounts ( -- of OpenID Connect
    issuer     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    visitor_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX foreign_accounts_of_visitor ON foreign_accounts (visitor_id);

CREATE TABLE challenges (
    challenge  TEXT PRIMARY KEY,
    asked      TEXT NOT NULL, -- JSON
    expires_at BIGINT NOT NULL
);

CREATE TABLE links (
    hash       TEXT PRIMARY KEY, -- SHA-256 of the link's secret, hexadecimal
    kind       TEXT NOT NULL, -- operator, reset, invite
    visitor_id TEXT REFERENCES visitors (id) ON DELETE CASCADE, -- whose password is reset; who invited
    uses       BIGINT NOT NULL, -- how often it works yet
    expires_at BIGINT NOT NULL
);

CREATE TABLE blocks (
    visitor_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
    blocked_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (visitor_id, blocked_id)
);
CREATE INDEX blocks_of_blocked ON blocks (blocked_id);

CREATE TABLE sanctions (
    id         TEXT PRIMARY KEY,
    visitor_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL, -- warn, mute, remove, ban
    room       TEXT NOT NULL, -- of remove
    reason     TEXT NOT NULL,
    by_id      TEXT NOT NULL,
    at         BIGINT NOT NULL,
    until      BIGINT NOT NULL, -- of mute, remove and ban; 0: for good
    lifted_at  BIGINT NOT NULL DEFAULT 0,
    seen_at    BIGINT NOT NULL DEFAULT 0,
    appeal     TEXT NOT NULL DEFAULT '',
    answer     TEXT NOT NULL DEFAULT '',
    source     TEXT NOT NULL DEFAULT '' -- of a guest's ban: keyed hash of where they came from and with what
);
CREATE INDEX sanctions_of_visitor ON sanctions (visitor_id, at);

CREATE TABLE guest_sources (
    visitor_id TEXT PRIMARY KEY REFERENCES visitors (id) ON DELETE CASCADE,
    source     TEXT NOT NULL, -- keyed hash, as sanctions.source
    created_at BIGINT NOT NULL
);
CREATE INDEX guests_of_source ON guest_sources (source, created_at);

CREATE TABLE reports (
    id          TEXT PRIMARY KEY,
    reporter_id TEXT NOT NULL,
    about_id    TEXT NOT NULL,
    room        TEXT NOT NULL,
    line        TEXT NOT NULL, -- the position of the line it is about, or empty
    reason      TEXT NOT NULL,
    note        TEXT NOT NULL,
    at          BIGINT NOT NULL,
    sealed      BYTEA NOT NULL, -- what the reporter saw, gzip and AES-GCM
    secret      TEXT NOT NULL, -- its key, base64; empty once forgotten
    state       TEXT NOT NULL, -- open, done
    by_id       TEXT NOT NULL DEFAULT '',
    closed_at   BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX reports_by_state ON reports (state, at);
CREATE INDEX reports_about ON reports (about_id, at);

CREATE TABLE notes (
    id         TEXT PRIMARY KEY,
    visitor_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
    by_id      TEXT NOT NULL,
    at         BIGINT NOT NULL,
    text       TEXT NOT NULL
);
CREATE INDEX notes_on_visitor ON notes (visitor_id, at);

CREATE TABLE audit (
    n      BIGINT PRIMARY KEY, -- 1, 2, 3...
    at     BIGINT NOT NULL,
    by_id  TEXT NOT NULL,
    what   TEXT NOT NULL,
    about  TEXT NOT NULL,
    detail TEXT NOT NULL, -- JSON
    chain  TEXT NOT NULL -- SHA-256 of the entry before and of this one, hexadecimal
);

CREATE TABLE connections ( -- the sealed record: some seconds of it in each row
    id       TEXT PRIMARY KEY,
    first_at BIGINT NOT NULL,
    last_at  BIGINT NOT NULL,
    sealed   BYTEA NOT NULL, -- who was connected from where, gzip and AES-GCM
    secret   TEXT NOT NULL -- its key, base64
);
CREATE INDEX connections_by_time ON connections (last_at);

CREATE TABLE openings ( -- of the record of connections
    id        TEXT PRIMARY KEY,
    about_id  TEXT NOT NULL,
    from_at   BIGINT NOT NULL,
    until_at  BIGINT NOT NULL,
    reason    TEXT NOT NULL,
    by_id     TEXT NOT NULL,
    at        BIGINT NOT NULL,
    agreed_id TEXT NOT NULL, -- empty: nobody yet
    opened_at BIGINT NOT NULL
);
CREATE INDEX openings_by_time ON openings (at);

CREATE TABLE numbers ( -- how many of those who came for the first time on a day have taken a step
    day  TEXT NOT NULL,
    step TEXT NOT NULL,
    n    BIGINT NOT NULL,
    PRIMARY KEY (day, step)
);

CREATE TABLE steps ( -- so that each is counted once; gone a week after somebody came
    visitor_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
    step       TEXT NOT NULL,
    since      BIGINT NOT NULL,
    PRIMARY KEY (visitor_id, step)
);

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL -- JSON
);

-- +goose Down
DROP TABLE settings;
DROP TABLE steps;
DROP TABLE numbers;
DROP TABLE openings;
DROP TABLE connections;
DROP TABLE audit;
DROP TABLE notes;
DROP TABLE reports;
DROP TABLE guest_sources;
DROP TABLE sanctions;
DROP TABLE blocks;
DROP TABLE links;
DROP TABLE challenges;
DROP TABLE foreign_accounts;
DROP TABLE passkeys;
DROP TABLE recovery_codes;
DROP TABLE logins;
ALTER TABLE visitors DROP COLUMN erased_at;
ALTER TABLE visitors DROP COLUMN invited;
ALTER TABLE visitors DROP COLUMN follow;
ALTER TABLE tokens DROP COLUMN used_at;
ALTER TABLE tokens DROP COLUMN agent;
