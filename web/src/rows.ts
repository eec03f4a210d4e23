/** Which rows the filter leaves, in order of time: the same for map, timeline and table. */
import { FACETS, type FacetName, type Query } from './query';
import { state } from './state';
import type { Columns, Range } from './types';
import { kindName } from './words';

/** Edges of the four fills of a sign, as the server has them. */
export const FILL_EDGES: readonly number[] = [0.2, 0.55, 0.95];

export function fillOf(p: number): number {
  return FILL_EDGES.filter((edge) => p >= edge).length;
}

export class Rows {
  readonly indexOf = new Map<string, number>();
  /** Rows of the filter and of the time range. */
  shown: Uint32Array<ArrayBuffer> = new Uint32Array();
  /** Rows of the filter at any time. */
  matching: Uint32Array<ArrayBuffer> = new Uint32Array();
  #texts: string[] | null = null;

  constructor(readonly columns: Columns) {
    columns.id.forEach((id, index) => this.indexOf.set(id, index));
  }

  /** The values a row has in a facet. */
  values(name: FacetName, index: number): string[] {
    const c = this.columns;
    switch (name) {
      case 'kind':
        return [c.kinds[c.kind[index]!]!];
      case 'sure':
        return [String(fillOf(c.p[index]!))];
      case 'source':
        return c.source[index]!.map((at) => c.sources[at]!);
      case 'origins':
        return [c.origins[index]! >= 3 ? '3+' : String(c.origins[index]!)];
      case 'clause':
        return c.clause[index]!.map((at) => c.clauses[at]!.key);
      case 'zone':
        return c.zone[index]!.map((at) => c.zones[at]!);
    }
  }

  refresh(): void {
    const { query, range } = state;
    const kept: number[] = [];
    const inTime: number[] = [];
    for (let index = 0; index < this.columns.count; index++) {
      if (!this.#passes(query, index, null)) continue;
      kept.push(index);
      if (this.inside(range, index)) inTime.push(index);
    }
    this.matching = Uint32Array.from(kept);
    this.shown = Uint32Array.from(inTime);
  }

  inside(range: Range, index: number): boolean {
    return this.columns.t1[index]! >= range[0] && this.columns.t0[index]! <= range[1];
  }

  /** For each value of a facet how many rows it would leave, the other facets kept. */
  counts(name: FacetName): Map<string, number> {
    const found = new Map<string, number>();
    for (let index = 0; index < this.columns.count; index++) {
      if (!this.inside(state.range, index) || !this.#passes(state.query, index, name)) continue;
      for (const value of this.values(name, index)) found.set(value, (found.get(value) ?? 0) + 1);
    }
    return found;
  }

  #passes(query: Query, index: number, except: FacetName | null): boolean {
    for (const name of FACETS) {
      const wanted = query.facets.get(name);
      if (!wanted || name === except) continue;
      if (!this.values(name, index).some((value) => wanted.has(value))) return false;
    }
    if (!query.text) return true;
    const text = this.#text(index);
    return plain(query.text)
      .split(' ')
      .every((word) => text.includes(word));
  }

  #text(index: number): string {
    const c = this.columns;
    this.#texts ??= c.id.map((id, at) => {
      const kind = c.kinds[c.kind[at]!]!;
      const sources = c.source[at]!.map((s) => c.sources[s]!).join(' ');
      const refs = c.clause[at]!.map((s) => c.clauses[s]!.ref).join(' ');
      return plain(`${id} ${kind} ${kindName(kind)} ${sources} ${refs} ${c.text[at]!}`);
    });
    return this.#texts[index]!;
  }
}

/** Lower case, without accents: search is insensitive to both. */
function plain(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}
