/** The filters: one group for each facet, a box for each value, with the rows it would leave. */
import { FACETS, pick, type FacetName } from './query';
import type { Rows } from './rows';
import { change, state } from './state';
import { fillNames, kindName, number, say, verdictName } from './words';

const TITLES: Record<FacetName, string> = {
  kind: 'kind',
  sure: 'certainty',
  source: 'source',
  origins: 'origins',
  clause: 'clause',
  zone: 'zone',
};

export class Facets {
  readonly #boxes: { name: FacetName; value: string; box: HTMLInputElement; count: HTMLElement }[] = [];
  readonly #clear = document.createElement('button');
  readonly #shown = document.createElement('p');

  constructor(readonly pane: HTMLElement, readonly rows: Rows) {
    this.#clear.type = 'button';
    this.#clear.textContent = say('clear');
    this.#clear.addEventListener('click', () => change({ query: { facets: new Map(), text: '' } }));
    pane.append(this.#shown, this.#clear);
    FACETS.forEach((name, at) => this.#group(name, at < 3));
  }

  #label(name: FacetName, value: string): string {
    if (name === 'kind') return kindName(value);
    if (name === 'sure') return fillNames()[Number(value)] ?? value;
    if (name === 'zone') return value.replaceAll('_', ' ');
    if (name !== 'clause') return value;
    const clause = this.rows.columns.clauses.find((item) => item.key === value);
    return clause ? `${clause.ref} · ${clause.reading} · ${verdictName(clause.verdict)}` : value;
  }

  #group(name: FacetName, open: boolean): void {
    const values = new Set<string>();
    for (let row = 0; row < this.rows.columns.count; row++) {
      for (const value of this.rows.values(name, row)) values.add(value);
    }
    if (values.size === 0) return;
    const group = document.createElement('details');
    group.open = open || state.query.facets.has(name);
    const title = document.createElement('summary');
    title.textContent = say(TITLES[name]);
    const list = document.createElement('fieldset');
    const legend = document.createElement('legend');
    legend.className = 'hidden';
    legend.textContent = title.textContent;
    list.append(legend);
    for (const value of [...values].sort()) list.append(this.#box(name, value));
    group.append(title, list);
    this.pane.append(group);
  }

  #box(name: FacetName, value: string): HTMLLabelElement {
    const label = document.createElement('label');
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.addEventListener('change', () => {
      pick(state.query, name, value, box.checked);
      change({ query: state.query });
    });
    const text = document.createElement('b');
    text.textContent = this.#label(name, value);
    const count = document.createElement('i');
    label.append(box, text, count);
    this.#boxes.push({ name, value, box, count });
    return label;
  }

  refresh(): void {
    const counts = new Map(FACETS.map((name) => [name, this.rows.counts(name)]));
    for (const { name, value, box, count } of this.#boxes) {
      box.checked = state.query.facets.get(name)?.has(value) ?? false;
      count.textContent = number(counts.get(name)?.get(value) ?? 0);
    }
    this.#clear.disabled = state.query.facets.size === 0 && !state.query.text;
    this.#shown.textContent = say('shown', { count: this.rows.shown.length, all: this.rows.columns.count });
  }
}
