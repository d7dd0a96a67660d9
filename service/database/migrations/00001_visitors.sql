-- +goose Up
CREATE TABLE visitors (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    role       TEXT NOT NULL,
    age        TEXT NOT NULL,
    lang       TEXT NOT NULL,
    outfit     TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE tokens (
    hash       TEXT PRIMARY KEY, -- SHA-256 of the token, hexadecimal
    visitor_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL
);
CREATE INDEX tokens_of_visitor ON tokens (visitor_id);

CREATE TABLE keeps (
    hash       TEXT PRIMARY KEY, -- SHA-256 of the link's secret, hexadecimal
    visitor_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL
);

CREATE TABLE ignores (
    visitor_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
    ignored_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (visitor_id, ignored_id)
);
CREATE INDEX ignores_of_ignored ON ignores (ignored_id);

CREATE TABLE outfits (
    hash       TEXT PRIMARY KEY,
    recipe     TEXT NOT NULL, -- JSON
    created_at BIGINT NOT NULL
);

CREATE TABLE text_keys (
    author_id  TEXT NOT NULL,
    day        TEXT NOT NULL, -- UTC, 2026-11-23
    private    BIGINT NOT NULL, -- 0 or 1
    secret     TEXT NOT NULL, -- base64
    PRIMARY KEY (author_id, day, private)
);

-- +goose Down
DROP TABLE text_keys;
DROP TABLE outfits;
DROP TABLE ignores;
DROP TABLE keeps;
DROP TABLE tokens;
DROP TABLE visitors;
