"""The tables of a workspace in PostgreSQL: those of the embedded store, and a map of them.

Texts are ordered by their bytes, as in the embedded store. ``point`` and ``area`` are made
by the database from what both stores hold; ``current_incidents`` is what a map program
opens.
"""

from __future__ import annotations

__all__ = ["TABLES"]

TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE files (
  id TEXT COLLATE "C" PRIMARY KEY, name TEXT NOT NULL, source TEXT NOT NULL,
  raw_sha256 TEXT NOT NULL, rows_in BIGINT NOT NULL, observations BIGINT NOT NULL,
  quarantined BIGINT NOT NULL, non_messages BIGINT NOT NULL, synthetic SMALLINT NOT NULL,
  seal TEXT NOT NULL, observed_segment TEXT COLLATE "C" NOT NULL,
  quarantine_segment TEXT COLLATE "C" NOT NULL, taken_at TEXT COLLATE "C" NOT NULL,
  CHECK (rows_in = observations + quarantined));
CREATE FUNCTION digest_of(TEXT) RETURNS BYTEA LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT sha256(convert_to($1, 'UTF8')) $$;
CREATE TABLE affiliations (seal TEXT COLLATE "C" PRIMARY KEY, answer TEXT NOT NULL);
CREATE TABLE sealed (
  observation_id TEXT COLLATE "C" NOT NULL, seal TEXT COLLATE "C" NOT NULL,
  payload TEXT COLLATE "C" NOT NULL, digest BYTEA NOT NULL
    GENERATED ALWAYS AS (digest_of(payload)) STORED,
  PRIMARY KEY (observation_id, seal, digest));
CREATE TABLE runs (
  id TEXT COLLATE "C" PRIMARY KEY, folder TEXT NOT NULL, agreement TEXT NOT NULL,
  made_at TEXT COLLATE "C" NOT NULL, files TEXT NOT NULL,
  seq BIGINT GENERATED ALWAYS AS IDENTITY);
CREATE TABLE log (
  seq BIGINT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
  previous TEXT NOT NULL UNIQUE, hash TEXT NOT NULL);
CREATE TABLE days (
  segment TEXT COLLATE "C" NOT NULL, day BIGINT NOT NULL, rows BIGINT NOT NULL,
  t_high BIGINT NOT NULL, west DOUBLE PRECISION, south DOUBLE PRECISION,
  east DOUBLE PRECISION, north DOUBLE PRECISION, PRIMARY KEY (segment, day));
CREATE INDEX days_by_day ON days (day, t_high);
CREATE INDEX files_by_segment ON files (observed_segment);
CREATE TABLE incidents (
  content TEXT COLLATE "C" NOT NULL, configuration TEXT COLLATE "C" NOT NULL,
  id TEXT NOT NULL, run TEXT NOT NULL, t_start BIGINT NOT NULL, t_end BIGINT NOT NULL,
  existence DOUBLE PRECISION NOT NULL, lon DOUBLE PRECISION, lat DOUBLE PRECISION,
  ellipse BYTEA, record TEXT NOT NULL, retired TEXT NOT NULL,
  point geometry(Point, 4326)
    GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(lon, lat), 4326)) STORED,
  area geometry(Geometry, 4326) GENERATED ALWAYS AS (ST_GeomFromWKB(ellipse, 4326)) STORED,
  PRIMARY KEY (content, configuration));
CREATE INDEX incidents_by_time ON incidents (retired, t_start);
CREATE INDEX incidents_by_place ON incidents USING gist (point);
CREATE INDEX incidents_by_area ON incidents USING gist (area);
CREATE VIEW current_incidents AS
  SELECT id, configuration, run, to_timestamp(t_start / 1e6) AS starts,
    to_timestamp(t_end / 1e6) AS ends, existence, record::json AS record, point, area
  FROM incidents WHERE retired = '';
"""
