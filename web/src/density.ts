/** Above 20 000 marks: counts in small squares on a plain canvas over the map. */
import type { Map as GLMap } from 'maplibre-gl';
import type { Palette } from './palette';
import type { Columns } from './types';

export const BIN = 4;

function mercator(lat: number): number {
  return Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
}

export class Density {
  readonly canvas = document.createElement('canvas');
  /** The fullest square of the last drawing. */
  most = 0;
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  #bins = new Uint32Array();

  constructor(readonly map: GLMap, columns: Columns) {
    this.#x = Float64Array.from(columns.lon, (lon) => lon ?? Number.NaN);
    this.#y = Float64Array.from(columns.lat, (lat) => (lat === null ? Number.NaN : mercator(lat)));
    this.canvas.className = 'wb-density';
    this.canvas.setAttribute('aria-hidden', 'true');
    map.getCanvasContainer().append(this.canvas);
  }

  clear(): void {
    this.canvas.width = 0;
    this.most = 0;
  }

  /** The rows inside the map's window. */
  inView(rows: Uint32Array): number[] {
    const box = this.map.getBounds();
    const [west, east] = [box.getWest(), box.getEast()];
    const [south, north] = [mercator(Math.max(-85, box.getSouth())), mercator(Math.min(85, box.getNorth()))];
    const found: number[] = [];
    for (const row of rows) {
      const x = this.#x[row]!;
      const y = this.#y[row]!;
      if (x >= west && x <= east && y >= south && y <= north) found.push(row);
    }
    return found;
  }

  /** North is up and the map is never tilted, so the projection is one line in each direction. */
  draw(rows: Uint32Array, palette: Palette): void {
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    const [columns, lines] = [Math.ceil(width / BIN), Math.ceil(height / BIN)];
    this.canvas.width = columns;
    this.canvas.height = lines;
    const zero = this.map.project([0, 0]);
    const one = this.map.project([1, 60]);
    const scaleX = one.x - zero.x;
    const scaleY = (one.y - zero.y) / mercator(60);
    if (this.#bins.length !== columns * lines) this.#bins = new Uint32Array(columns * lines);
    const bins = this.#bins.fill(0);
    let most = 0;
    for (const row of rows) {
      const column = Math.floor((zero.x + this.#x[row]! * scaleX) / BIN);
      const line = Math.floor((zero.y + this.#y[row]! * scaleY) / BIN);
      if (column >= 0 && column < columns && line >= 0 && line < lines) {
        const at = line * columns + column;
        const value = bins[at]! + 1;
        bins[at] = value;
        if (value > most) most = value;
      }
    }
    this.most = most;
    this.#paint(bins, columns, lines, palette);
  }

  #paint(bins: Uint32Array, columns: number, lines: number, palette: Palette): void {
    const pen = this.canvas.getContext('2d');
    if (!pen || columns === 0 || lines === 0) return;
    const image = pen.createImageData(columns, lines);
    const [red = 0, green = 0, blue = 0] = (palette.ink.match(/\d+/g) ?? []).map(Number);
    const top = Math.log1p(this.most);
    bins.forEach((count, at) => {
      if (count === 0) return;
      image.data.set([red, green, blue, 60 + (195 * Math.log1p(count)) / top], 4 * at);
    });
    pen.putImageData(image, 0, 0);
  }
}
