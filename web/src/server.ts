/** Questions to the server; an answer that comes after a newer question is dropped. */
import type { FeatureCollection } from 'geojson';
import type { Bootstrap, Columns, Range, Strips } from './types';

export class Server {
  #unseen = 0;
  #evidence = 0;

  constructor(
    readonly lang: string,
    readonly run: string,
  ) {}

  async #ask(path: string, extra: Record<string, string> = {}): Promise<Response> {
    const params = new URLSearchParams({ lang: this.lang, ...(this.run ? { run: this.run } : {}), ...extra });
    const answer = await fetch(`${path}?${params}`);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return answer;
  }

  async bootstrap(): Promise<Bootstrap> {
    return (await this.#ask('/api/v1/workbench')).json();
  }

  async incidents(): Promise<Columns> {
    return (await this.#ask('/api/v1/incidents')).json();
  }

  async strips(): Promise<Strips> {
    return ((await (await this.#ask('/api/v1/coverage')).json()) as { strips: Strips }).strips;
  }

  /** Where nobody looked in the range; `null` when a newer question is under way. */
  async unseen(range: Range): Promise<FeatureCollection | null> {
    const mine = ++this.#unseen;
    const [from, to] = range.map((ms) => new Date(ms).toISOString());
    const answer = await (await this.#ask('/api/v1/unseen', { from: from!, to: to! })).json();
    return mine === this.#unseen ? answer : null;
  }

  /** The evidence of an incident as a fragment; `null` when a newer question is under way. */
  async evidence(address: string): Promise<string | null> {
    const mine = ++this.#evidence;
    const answer = await fetch(address);
    const text = answer.ok ? await answer.text() : '';
    return mine === this.#evidence ? text : null;
  }
}
