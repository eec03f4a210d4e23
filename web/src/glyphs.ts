/** The signs and hatchings as pictures for the map, drawn from the server's outlines. */
import type { Palette } from './palette';

const SIZE = 28;
const RATIO = 2;
const SHARES = [0, 0.3, 0.6, 1];

function sheet(size: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * RATIO;
  const pen = canvas.getContext('2d', { willReadFrequently: true })!;
  pen.scale(RATIO, RATIO);
  return [canvas, pen];
}

export interface Picture {
  data: ImageData;
  pixelRatio: number;
}

function taken(canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D): Picture {
  return { data: pen.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: RATIO };
}

/** Every sign in its four fills, named `impact-0` to `impact-3`. */
export function signs(outlines: Record<string, string>, palette: Palette): Map<string, Picture> {
  const found = new Map<string, Picture>();
  for (const [name, outline] of Object.entries(outlines)) {
    SHARES.forEach((share, step) => {
      const [canvas, pen] = sheet(SIZE);
      const path = new Path2D(outline);
      pen.translate(2, 2);
      pen.lineJoin = 'round';
      pen.strokeStyle = palette.card;
      pen.lineWidth = 4.5;
      pen.stroke(path);
      pen.fillStyle = palette.card;
      pen.fill(path);
      pen.globalAlpha = share;
      pen.fillStyle = palette.ink;
      pen.fill(path);
      pen.globalAlpha = 1;
      pen.strokeStyle = palette.ink;
      pen.lineWidth = 2;
      pen.stroke(path);
      found.set(`${name}-${step}`, taken(canvas, pen));
    });
  }
  return found;
}

/** Dense lines where nobody looked, sparse dots where nobody measured. */
export function hatchings(palette: Palette): Map<string, Picture> {
  const [lines, pen] = sheet(8);
  pen.strokeStyle = palette.hatch;
  pen.lineWidth = 1.3;
  for (const shift of [-8, 0, 8]) {
    pen.beginPath();
    pen.moveTo(shift - 1, 9);
    pen.lineTo(shift + 9, -1);
    pen.stroke();
  }
  const [dots, dotPen] = sheet(9);
  dotPen.fillStyle = palette.hatch;
  dotPen.beginPath();
  dotPen.arc(4.5, 4.5, 1.1, 0, 7);
  dotPen.fill();
  return new Map([
    ['hatch-nobody', taken(lines, pen)],
    ['hatch-unmeasured', taken(dots, dotPen)],
  ]);
}
