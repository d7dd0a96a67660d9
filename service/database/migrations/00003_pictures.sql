-- +goose Up
ALTER TABLE visitors ADD COLUMN photos TEXT NOT NULL DEFAULT ''; -- yes, no, or not asked yet

CREATE TABLE pictures (
    id         TEXT PRIMARY KEY,
    visitor_id TEXT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
    room       TEXT NOT NULL, -- where it was taken; empty for a portrait
    outfit     TEXT NOT NULL, -- whose portrait it is; empty for a room
    width      BIGINT NOT NULL,
    height     BIGINT NOT NULL,
    jpeg       BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX pictures_of_visitor ON pictures (visitor_id, created_at);
CREATE INDEX pictures_by_age ON pictures (created_at);

-- +goose Down
DROP TABLE pictures;
ALTER TABLE visitors DROP COLUMN photos;
