/** The workbench: one selection, one time range, one filter, in three linked panes. */
import 'maplibre-gl/dist/maplibre-gl.css';
import './workbench.css';
import { Facets } from './facets';
import { bindKeys, keysOn, setKeys } from './keyboard';
import { drawLegend } from './legend';
import { MapPane } from './map';
import { Panes } from './panes';
import { Rows } from './rows';
import { Server } from './server';
import { begin, change, listen, state, type Part } from './state';
import { Table } from './table';
import { bindTime, stepDay } from './timebar';
import { Timeline } from './timeline';
import type { Bootstrap } from './types';
import { kindName, percent, say, speak, stamp } from './words';

interface Holdfire {
  ready: boolean;
  map: MapPane | null;
  rows: Rows | null;
}

declare global {
  interface Window {
    holdfire: Holdfire;
  }
}

window.holdfire = { ready: false, map: null, rows: null };

function later(wait: number, act: () => void): () => void {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(act, wait);
  };
}

class Workbench {
  readonly panes: Panes;
  readonly table: Table;
  readonly timeline: Timeline;
  readonly facets: Facets;
  map: MapPane | null = null;

  constructor(
    readonly root: HTMLElement,
    readonly server: Server,
    readonly boot: Bootstrap,
    readonly rows: Rows,
    strips: Awaited<ReturnType<Server['strips']>>,
  ) {
    this.panes = new Panes(root);
    this.timeline = new Timeline(root.querySelector('#wb-canvas')!, rows, strips);
    this.table = new Table(
      root.querySelector('#pane-table')!,
      rows,
      (kind) => boot.glyphs[boot.glyph_of[kind] ?? 'unknown'] ?? '',
      root.dataset['incident'] ?? '',
      () => this.timeline.watched(state.range),
    );
    this.facets = new Facets(root.querySelector('#pane-facets')!, rows);
  }

  async start(): Promise<void> {
    this.rows.refresh();
    this.table.refresh();
    this.facets.refresh();
    this.timeline.draw();
    bindTime();
    this.#search();
    this.#keys();
    listen((changed) => this.#changed(changed));
    await this.#openMap();
    await this.#selected(false);
  }

  async #openMap(): Promise<void> {
    const box = this.root.querySelector<HTMLElement>('#wb-map')!;
    try {
      this.map = await MapPane.open(box, this.boot, this.rows);
      window.holdfire.map = this.map;
      this.map.refresh();
      await this.#unseen();
      this.#legend();
      await this.map.idle();
    } catch (error) {
      console.warn(error);
      const note = document.createElement('p');
      note.className = 'label';
      note.textContent = say('map_failed');
      box.replaceChildren(note);
    }
  }

  #legend(): void {
    const unplaced = this.rows.shown.reduce((sum, row) => sum + Number(this.rows.columns.lon[row] === null), 0);
    drawLegend(this.root.querySelector('#wb-legend')!, this.map?.most ?? 0, unplaced);
  }

  async #unseen(): Promise<void> {
    const areas = await this.server.unseen(state.range);
    if (areas) this.map?.showUnseen(areas);
  }

  readonly #unseenSoon = later(200, () => void this.#unseen());

  #changed(changed: ReadonlySet<Part>): void {
    if (changed.has('range') || changed.has('query')) {
      this.rows.refresh();
      this.table.refresh();
      this.facets.refresh();
      this.map?.refresh();
      this.#legend();
    }
    if (changed.has('range')) this.#unseenSoon();
    if (changed.has('selected')) void this.#selected(true);
    if (!changed.has('view')) this.timeline.draw();
  }

  async #selected(move: boolean): Promise<void> {
    this.table.refreshSelected();
    this.map?.refreshSelected(move);
    const row = this.rows.indexOf.get(state.selected ?? '');
    if (row === undefined) return;
    const c = this.rows.columns;
    this.root.querySelector('#wb-live')!.textContent = say('row_selected', {
      kind: kindName(c.kinds[c.kind[row]!]!),
      time: stamp(c.t0[row]!),
      probability: percent(c.p[row]!),
      row: this.table.place + 1,
      rows: this.rows.shown.length,
    });
    const address = (this.root.dataset['evidence'] ?? '').replace('ID', encodeURIComponent(c.id[row]!));
    const text = await this.server.evidence(address);
    if (text !== null) this.panes.element('detail').innerHTML = text;
  }

  #search(): void {
    const field = this.root.querySelector<HTMLInputElement>('#wb-q')!;
    field.value = state.query.text;
    field.addEventListener(
      'input',
      later(150, () => {
        state.query.text = field.value.trim().replace(/\s+/g, ' ');
        change({ query: state.query });
      }),
    );
    listen((changed) => {
      if (changed.has('query') && document.activeElement !== field) field.value = state.query.text;
    });
  }

  #go(by: number): void {
    const id = this.table.step(by);
    if (!id) return;
    change({ selected: id });
    if (this.root.dataset['pane'] === 'table' || !this.panes.element('table').hidden) this.table.focusRow();
  }

  #keys(): void {
    const dialog = this.root.querySelector<HTMLDialogElement>('#wb-keys')!;
    const box = this.root.querySelector<HTMLInputElement>('#wb-keys-on')!;
    box.checked = keysOn();
    box.addEventListener('change', () => setKeys(box.checked));
    const help = () => dialog.showModal();
    this.root.querySelector('#wb-help')!.addEventListener('click', help);
    this.root.querySelector('#wb-keys-close')!.addEventListener('click', () => dialog.close());
    bindKeys({
      '/': () => this.root.querySelector<HTMLInputElement>('#wb-q')!.focus(),
      j: () => this.#go(1),
      k: () => this.#go(-1),
      '[': () => stepDay(-1),
      ']': () => stepDay(1),
      m: () => {
        this.panes.show('map');
        (this.map?.map.getCanvas() ?? this.panes.element('map')).focus();
      },
      t: () => this.panes.focus('timeline'),
      b: () => {
        this.panes.show('table');
        this.table.focusRow();
      },
      e: () => this.panes.focus('detail'),
      '?': help,
      Escape: () => {
        this.panes.show('table');
        this.table.focusRow();
      },
    });
  }
}

async function boot(): Promise<void> {
  const root = document.getElementById('workbench');
  if (!root) return;
  const server = new Server(root.dataset['lang'] ?? 'en', root.dataset['run'] ?? '');
  try {
    const [given, columns, strips] = await Promise.all([server.bootstrap(), server.incidents(), server.strips()]);
    speak(given.words, given.lang);
    begin(given.period);
    const rows = new Rows(columns);
    window.holdfire.rows = rows;
    await new Workbench(root, server, given, rows, strips).start();
  } catch (error) {
    console.error(error);
    const note = root.querySelector<HTMLElement>('.wb-empty');
    if (note) {
      note.hidden = false;
      note.textContent = 'HF-9704 · ' + say('table_failed');
    }
  }
  window.holdfire.ready = true;
  root.dataset['ready'] = 'true';
}

void boot();
