/** What is shown, kept in the address so that any view is a link: `?t=&q=&sel=&z=`. */
import { emptyQuery, readQuery, writeQuery, type Query } from './query';
import type { Range } from './types';

export interface View {
  zoom: number;
  lat: number;
  lon: number;
}

export interface State {
  range: Range;
  query: Query;
  selected: string | null;
  view: View | null;
}

export type Part = keyof State;
type Listener = (changed: ReadonlySet<Part>) => void;

const listeners: Listener[] = [];
export let whole: Range = [0, 1];
export const state: State = { range: [0, 1], query: emptyQuery(), selected: null, view: null };

function instant(ms: number): string {
  return new Date(ms).toISOString().replace(/(:00)?\.000Z$/, 'Z');
}

function readRange(text: string | null): Range | null {
  const [from, to] = (text ?? '').split('/').map((part) => Date.parse(part));
  if (from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to)) return null;
  return from < to ? [from, to] : null;
}

function readView(text: string | null): View | null {
  const [zoom, lat, lon] = (text ?? '').split('/').map(Number);
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  if (![zoom, lat, lon].every(Number.isFinite) || Math.abs(lat) > 85 || Math.abs(lon) > 180) return null;
  return { zoom: Math.min(Math.max(zoom, 0), 22), lat, lon };
}

/** Reads the address; what it does not say is the whole period and no filter. */
export function begin(period: Range): void {
  const asked = new URLSearchParams(location.search);
  whole = period;
  state.range = readRange(asked.get('t')) ?? period;
  state.query = readQuery(asked.get('q') ?? '');
  state.selected = asked.get('sel');
  state.view = readView(asked.get('z'));
}

export function listen(listener: Listener): void {
  listeners.push(listener);
}

export function change(parts: Partial<State>): void {
  Object.assign(state, parts);
  const changed = new Set(Object.keys(parts) as Part[]);
  write();
  for (const listener of listeners) listener(changed);
}

function put(params: URLSearchParams, key: string, value: string): void {
  if (value) params.set(key, value);
  else params.delete(key);
}

function write(): void {
  const params = new URLSearchParams(location.search);
  const { range, query, selected, view } = state;
  const all = range[0] === whole[0] && range[1] === whole[1];
  put(params, 't', all ? '' : `${instant(range[0])}/${instant(range[1])}`);
  put(params, 'q', writeQuery(query));
  put(params, 'sel', selected ?? '');
  put(params, 'z', view ? `${view.zoom.toFixed(2)}/${view.lat.toFixed(4)}/${view.lon.toFixed(4)}` : '');
  const text = params.toString().replace(/%2F/g, '/').replace(/%3A/g, ':');
  history.replaceState(null, '', text ? `?${text}` : location.pathname);
  keepInLinks(params);
}

/** The links of language and theme keep the view. */
function keepInLinks(params: URLSearchParams): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.foot a[href]')) {
    const url = new URL(link.href);
    for (const key of ['t', 'q', 'sel', 'z']) put(url.searchParams, key, params.get(key) ?? '');
    link.href = `${url.pathname}${url.search}`;
  }
}
