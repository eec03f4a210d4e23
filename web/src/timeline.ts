/** The timeline: a lane for each source, its coverage behind, its incidents before it. */
import { onSchemeChange, readPalette, type Palette } from './palette';
import type { Rows } from './rows';
import { change, state, whole } from './state';
import type { Range, Sight, Strips } from './types';
import { say, stamp } from './words';

const LEFT = 104;
const RIGHT = 10;
const TOP = 20;
const LEAST_LANE = 26;
const MOST_LANE = 46;
const STRIP = 10;
const DAY = 86_400_000;
const STEPS = [1, 2, 5, 7, 14, 30, 61, 122, 366];

export class Timeline {
  readonly lanes: string[];
  #palette = readPalette();
  #drag: [number, number] | null = null;
  #lane = LEAST_LANE;

  constructor(
    readonly canvas: HTMLCanvasElement,
    readonly rows: Rows,
    readonly strips: Strips,
  ) {
    this.lanes = [...new Set([...Object.keys(strips), ...rows.columns.sources])].sort();
    canvas.setAttribute('aria-label', say('timeline_name'));
    new ResizeObserver(() => this.draw()).observe(canvas.parentElement!);
    onSchemeChange(() => {
      this.#palette = readPalette();
      this.draw();
    });
    canvas.addEventListener('pointerdown', (event) => {
      this.#drag = [event.offsetX, event.offsetX];
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (!this.#drag) return;
      this.#drag[1] = event.offsetX;
      this.draw();
    });
    canvas.addEventListener('pointerup', (event) => this.#drop(event.offsetX, event.offsetY));
    canvas.addEventListener('pointercancel', () => {
      this.#drag = null;
      this.draw();
    });
  }

  get #width(): number {
    return Math.max(1, this.canvas.clientWidth - LEFT - RIGHT);
  }

  x(ms: number): number {
    return LEFT + ((ms - whole[0]) / (whole[1] - whole[0])) * this.#width;
  }

  #ms(x: number): number {
    const share = Math.min(1, Math.max(0, (x - LEFT) / this.#width));
    return Math.round(whole[0] + share * (whole[1] - whole[0]));
  }

  /** A drag is a new range, a click the nearest incident of that lane. */
  #drop(x: number, y: number): void {
    const drag = this.#drag;
    this.#drag = null;
    if (!drag) return;
    if (Math.abs(drag[0] - x) >= 5) {
      const ends: Range = [this.#ms(Math.min(drag[0], x)), this.#ms(Math.max(drag[0], x))];
      change({ range: ends });
      return;
    }
    this.draw();
    const id = this.nearest(x, y);
    if (id) change({ selected: id });
  }

  nearest(x: number, y: number): string | null {
    const c = this.rows.columns;
    const source = c.sources.indexOf(this.lanes[Math.floor((y - TOP) / this.#lane)] ?? '');
    let best: string | null = null;
    let least = 12;
    for (const row of this.rows.shown) {
      if (!c.source[row]!.includes(source)) continue;
      const far = Math.max(this.x(c.t0[row]!) - x, x - this.x(c.t1[row]!), 0);
      if (far < least) [best, least] = [c.id[row]!, far];
    }
    return best;
  }

  /** Was somebody watching during every moment of the range? */
  watched(range: Range): boolean {
    const looks = Object.values(this.strips)
      .flat()
      .filter(([, , sight]) => sight === 'seen')
      .sort((a, b) => a[0] - b[0]);
    let reached = range[0];
    for (const [start, end] of looks) {
      if (start > reached) break;
      reached = Math.max(reached, end);
    }
    return reached >= range[1];
  }

  draw(): void {
    const { canvas } = this;
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: room } = canvas.parentElement!;
    const count = Math.max(1, this.lanes.length);
    this.#lane = Math.min(MOST_LANE, Math.max(LEAST_LANE, Math.floor((room - TOP - 6) / count)));
    const height = TOP + this.#lane * count + 4;
    if (width === 0) return;
    canvas.style.height = `${height}px`;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const pen = canvas.getContext('2d')!;
    pen.scale(ratio, ratio);
    pen.font = '11px system-ui, "DejaVu Sans", sans-serif';
    const p = this.#palette;
    this.#axis(pen, p, height);
    this.lanes.forEach((lane, at) => this.#drawLane(pen, p, lane, TOP + at * this.#lane));
    this.#range(pen, p, height);
    this.#chosen(pen, p, height);
  }

  #axis(pen: CanvasRenderingContext2D, p: Palette, height: number): void {
    const days = (whole[1] - whole[0]) / DAY;
    const step = STEPS.find((s) => days / s <= this.#width / 84) ?? 366;
    pen.strokeStyle = p.line;
    pen.fillStyle = p.muted;
    const first = Math.ceil(whole[0] / DAY) * DAY;
    for (let at = first; at <= whole[1]; at += step * DAY) {
      const x = Math.round(this.x(at)) + 0.5;
      line(pen, x, TOP - 4, x, height);
      pen.fillText(stamp(at).slice(0, 10), x + 2, 12);
    }
  }

  #drawLane(pen: CanvasRenderingContext2D, p: Palette, lane: string, y: number): void {
    pen.fillStyle = p.ink;
    pen.fillText(lane.slice(0, 16), 2, y + this.#lane / 2 + 3);
    const ground = y + this.#lane - STRIP - 3;
    hatch(pen, p.hatch, LEFT, ground, this.#width, STRIP);
    for (const [start, end, sight] of this.strips[lane] ?? []) {
      const x0 = Math.max(LEFT, this.x(start));
      const x1 = Math.min(LEFT + this.#width, this.x(end));
      if (x1 >= x0) block(pen, p, sight, x0, ground, Math.max(1, x1 - x0), STRIP);
    }
    const c = this.rows.columns;
    const source = c.sources.indexOf(lane);
    const dim = this.rows.matching.length > 3000 ? 0.35 : 0.9;
    for (const row of this.rows.matching) {
      if (!c.source[row]!.includes(source)) continue;
      pen.globalAlpha = this.rows.inside(state.range, row) ? dim : 0.2;
      pen.fillStyle = c.alleged[row] === 1 ? p.alleged : p.ink;
      const x = this.x(c.t0[row]!);
      pen.fillRect(x - 0.75, y + 3, Math.max(1.5, this.x(c.t1[row]!) - x), ground - y - 5);
    }
    pen.globalAlpha = 1;
  }

  /** The chosen range: what lies outside is veiled, the edges are drawn. */
  #range(pen: CanvasRenderingContext2D, p: Palette, height: number): void {
    let [x0, x1] = [this.x(state.range[0]), this.x(state.range[1])];
    if (this.#drag) [x0, x1] = [Math.min(...this.#drag), Math.max(...this.#drag)];
    x0 = Math.max(x0, LEFT);
    x1 = Math.min(x1, LEFT + this.#width);
    pen.globalAlpha = 0.6;
    pen.fillStyle = p.paper;
    pen.fillRect(LEFT, TOP, Math.max(0, x0 - LEFT), height - TOP);
    pen.fillRect(x1, TOP, Math.max(0, LEFT + this.#width - x1), height - TOP);
    pen.globalAlpha = 1;
    pen.strokeStyle = p.accent;
    pen.lineWidth = 2;
    line(pen, x0, TOP - 2, x0, height);
    line(pen, x1, TOP - 2, x1, height);
    pen.lineWidth = 1;
  }

  #chosen(pen: CanvasRenderingContext2D, p: Palette, height: number): void {
    const row = this.rows.indexOf.get(state.selected ?? '');
    if (row === undefined) return;
    const x = this.x(this.rows.columns.t0[row]!);
    pen.strokeStyle = p.accent;
    pen.lineWidth = 3;
    line(pen, x, TOP - 6, x, height);
    pen.lineWidth = 1;
  }
}

function line(pen: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.lineTo(x1, y1);
  pen.stroke();
}

/** Ground nobody watched: never mistaken for ground where nothing happened. */
function hatch(pen: CanvasRenderingContext2D, colour: string, x: number, y: number, width: number, height: number): void {
  pen.save();
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.clip();
  pen.strokeStyle = colour;
  for (let at = x - height; at < x + width; at += 6) line(pen, at, y + height, at + height, y);
  pen.restore();
}

function block(pen: CanvasRenderingContext2D, p: Palette, sight: Sight, x: number, y: number, width: number, height: number): void {
  pen.fillStyle = sight === 'blind' ? p.muted : p.card;
  pen.fillRect(x, y, width, height);
  if (sight === 'blind') return;
  if (sight === 'seen') {
    pen.globalAlpha = 0.45;
    pen.fillStyle = p.accent;
    pen.fillRect(x, y, width, height);
    pen.globalAlpha = 1;
  }
  pen.strokeStyle = p.accent;
  pen.setLineDash(sight === 'looked' ? [3, 2] : []);
  pen.strokeRect(x + 0.5, y + 0.5, Math.max(0.5, width - 1), height - 1);
  pen.setLineDash([]);
}
