-- +goose Up
ALTER TABLE outfits ADD COLUMN art TEXT NOT NULL DEFAULT ''; -- revisions: the rig's, then each garment's, with spaces between

CREATE TABLE drawings (
    revision   TEXT PRIMARY KEY,
    source     TEXT NOT NULL, -- gzip, base64
    created_at BIGINT NOT NULL
);

CREATE TABLE looks (
    id         TEXT PRIMARY KEY,
    visitor_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
    outfit     TEXT NOT NULL REFERENCES outfits (hash),
    name       TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX looks_of_visitor ON looks (visitor_id, created_at);

-- +goose Down
DROP TABLE looks;
DROP TABLE drawings;
ALTER TABLE outfits DROP COLUMN art;
