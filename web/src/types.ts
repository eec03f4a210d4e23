/** The shapes of `/api/v1`, as the server's tests hold them. */
import type { FeatureCollection } from 'geojson';

export interface Words {
  [key: string]: string | string[] | Record<string, string>;
  fills: string[];
  kinds: Record<string, string>;
  verdicts: Record<string, string>;
}

/** `/api/v1/workbench`: sent once. Times are milliseconds since 1970 UTC, places degrees. */
export interface Bootstrap {
  run: string;
  lang: string;
  words: Words;
  glyphs: Record<string, string>;
  glyph_of: Record<string, string>;
  period: [number, number];
  bounds: [number, number, number, number];
  shapes: FeatureCollection;
  towns: { name: string; lon: number; lat: number; population: number }[];
  attribution: string;
}

export interface ClauseColumn {
  key: string;
  ref: string;
  reading: string;
  verdict: string;
}

/** `/api/v1/incidents`: one entry a row in every list, in order of time. */
export interface Columns {
  run: string;
  count: number;
  kinds: string[];
  sources: string[];
  zones: string[];
  clauses: ClauseColumn[];
  id: string[];
  lon: (number | null)[];
  lat: (number | null)[];
  major_m: (number | null)[];
  minor_m: (number | null)[];
  angle_deg: (number | null)[];
  t0: number[];
  t1: number[];
  kind: number[];
  p: number[];
  source: number[][];
  zone: number[][];
  clause: number[][];
  alleged: number[];
  origins: number[];
  modalities: number[];
  text: string[];
}

export type Sight = 'seen' | 'looked' | 'blind';
export type Strips = Record<string, [number, number, Sight][]>;
export type Range = [number, number];
