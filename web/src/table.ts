/** The table: the full text of the map, a hundred rows at a time, in order of time. */
import type { Rows } from './rows';
import { change, state } from './state';
import { distance, kindName, percent, say, stamp } from './words';

const PAGE = 100;

export class Table {
  #page = 0;
  readonly #body: HTMLElement;
  readonly #empty: HTMLElement;

  constructor(
    readonly pane: HTMLElement,
    readonly rows: Rows,
    readonly outlines: (kind: string) => string,
    readonly incidentHref: string,
    readonly watched: () => boolean,
  ) {
    this.#body = pane.querySelector('tbody')!;
    this.#empty = pane.querySelector('.wb-empty')!;
    this.#body.addEventListener('click', (event) => {
      const row = (event.target as HTMLElement).closest('tr');
      if (row?.dataset['id']) change({ selected: row.dataset['id'] });
    });
    this.#button('wb-prev').addEventListener('click', () => this.#turn(this.#page - 1));
    this.#button('wb-next').addEventListener('click', () => this.#turn(this.#page + 1));
  }

  #button(id: string): HTMLButtonElement {
    return this.pane.querySelector(`#${id}`)!;
  }

  #turn(page: number): void {
    this.#page = page;
    this.#draw();
    this.pane.querySelector('.wb-rows')!.scrollTop = 0;
  }

  /** The place of the selected row among the shown ones; -1 when it is not among them. */
  get place(): number {
    const row = this.rows.indexOf.get(state.selected ?? '');
    return row === undefined ? -1 : this.rows.shown.indexOf(row);
  }

  /** The id of the row so many rows on from the selected one, kept inside the list. */
  step(by: number): string | null {
    const { shown, columns } = this.rows;
    if (shown.length === 0) return null;
    const place = this.place;
    const next = place < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(place + by, 0), shown.length - 1);
    return columns.id[shown[next]!]!;
  }

  refresh(): void {
    const place = this.place;
    this.#page = place < 0 ? 0 : Math.floor(place / PAGE);
    this.#draw();
  }

  refreshSelected(): void {
    const place = this.place;
    if (place >= 0 && Math.floor(place / PAGE) !== this.#page) {
      this.#page = Math.floor(place / PAGE);
      this.#draw();
    } else {
      this.#mark();
    }
    this.#body.querySelector('tr.on')?.scrollIntoView({ block: 'nearest' });
  }

  focusRow(): void {
    const button = this.#body.querySelector<HTMLElement>('tr.on button') ?? this.#body.querySelector<HTMLElement>('button');
    (button ?? this.pane).focus();
  }

  #mark(): void {
    for (const row of this.#body.querySelectorAll('tr')) {
      const on = row.dataset['id'] === state.selected;
      row.classList.toggle('on', on);
      const button = row.querySelector('button')!;
      if (on) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
  }

  #draw(): void {
    const { shown } = this.rows;
    const first = this.#page * PAGE;
    const some = Array.from(shown.slice(first, first + PAGE));
    this.#body.replaceChildren(...some.map((row) => this.#row(row)));
    this.#mark();
    const last = first + some.length;
    const range = this.pane.querySelector('#wb-range')!;
    range.textContent = say('rows', { first: shown.length ? first + 1 : 0, last, all: shown.length });
    this.#button('wb-prev').disabled = this.#page === 0;
    this.#button('wb-next').disabled = last >= shown.length;
    this.#empty.hidden = shown.length > 0;
    this.#empty.textContent = this.#silence();
  }

  /** Nothing found, nothing looked for, filter too narrow: three sentences, never one. */
  #silence(): string {
    if (state.query.text || state.query.facets.size > 0) return say('none_filtered');
    return say(this.watched() ? 'none_seen' : 'none_coverage');
  }

  #row(index: number): HTMLTableRowElement {
    const c = this.rows.columns;
    const kind = c.kinds[c.kind[index]!]!;
    const row = document.createElement('tr');
    row.dataset['id'] = c.id[index]!;
    row.classList.toggle('alleged', c.alleged[index] === 1);
    const head = document.createElement('th');
    head.scope = 'row';
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'row';
    button.textContent = stamp(c.t0[index]!);
    head.append(button);
    const major = c.major_m[index];
    const sources = c.source[index]!.map((at) => c.sources[at]!).join(', ');
    const clauses = c.clause[index]!.map((at) => c.clauses[at]!.ref);
    row.append(
      head,
      this.#kind(kind, index),
      cell(percent(c.p[index]!), 'n'),
      cell(major === null || major === undefined ? '—' : distance(major), 'n'),
      cell(String(c.origins[index]!), 'n'),
      cell(sources),
      cell([...new Set(clauses)].join(', ')),
    );
    return row;
  }

  #kind(kind: string, index: number): HTMLTableCellElement {
    const made = cell('');
    const sign = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    sign.setAttribute('viewBox', '0 0 24 24');
    sign.setAttribute('width', '16');
    sign.setAttribute('height', '16');
    sign.setAttribute('class', 'glyph');
    sign.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', this.outlines(kind));
    sign.append(path);
    made.append(sign, kindName(kind));
    made.className = `kind fill-${this.rows.values('sure', index)[0]!}`;
    return made;
  }
}

function cell(text: string, name = ''): HTMLTableCellElement {
  const made = document.createElement('td');
  made.textContent = text;
  made.className = name;
  return made;
}
