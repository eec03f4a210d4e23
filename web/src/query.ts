/** The filter as text, `kind:explosion source:firms words`, and back: it lives in the address. */

export type FacetName = 'kind' | 'sure' | 'source' | 'origins' | 'clause' | 'zone';
export const FACETS: readonly FacetName[] = ['kind', 'sure', 'source', 'origins', 'clause', 'zone'];

export interface Query {
  facets: Map<FacetName, Set<string>>;
  text: string;
}

export function emptyQuery(): Query {
  return { facets: new Map(), text: '' };
}

export function readQuery(text: string): Query {
  const query = emptyQuery();
  const words: string[] = [];
  for (const part of text.split(/\s+/).filter(Boolean)) {
    const cut = part.indexOf(':');
    const name = FACETS.find((facet) => facet === part.slice(0, cut));
    if (cut > 0 && name) {
      let value = part.slice(cut + 1);
      try {
        value = decodeURIComponent(value);
      } catch {
        // A bare percent sign is a letter like any other.
      }
      pick(query, name, value, true);
    } else {
      words.push(part);
    }
  }
  query.text = words.join(' ');
  return query;
}

export function writeQuery(query: Query): string {
  const parts: string[] = [];
  for (const name of FACETS) {
    for (const value of [...(query.facets.get(name) ?? [])].sort()) {
      parts.push(`${name}:${value.replace(/[%\s]/g, encodeURIComponent)}`);
    }
  }
  if (query.text) parts.push(query.text);
  return parts.join(' ');
}

export function pick(query: Query, name: FacetName, value: string, on: boolean): void {
  const values = query.facets.get(name) ?? new Set<string>();
  if (on) values.add(value);
  else values.delete(value);
  if (values.size > 0) query.facets.set(name, values);
  else query.facets.delete(name);
}
