/** The time range by fields and buttons: everything a drag can do, without one. */
import { change, listen, state, whole } from './state';
import type { Range } from './types';

const DAY = 86_400_000;
const LEAST = 3_600_000;

function field(id: string): HTMLInputElement {
  return document.getElementById(id) as HTMLInputElement;
}

function local(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}

/** The range moved or stretched, kept inside the whole period. */
export function within(range: Range): Range {
  const length = Math.min(Math.max(range[1] - range[0], LEAST), whole[1] - whole[0]);
  const start = Math.min(Math.max(range[0], whole[0]), whole[1] - length);
  return [start, start + length];
}

/** A day back or forward; from the whole period it goes to its last or first day. */
export function stepDay(by: -1 | 1): void {
  const [from, to] = state.range;
  if (from === whole[0] && to === whole[1]) {
    change({ range: within(by < 0 ? [to - DAY, to] : [from, from + DAY]) });
    return;
  }
  change({ range: within([from + by * DAY, to + by * DAY]) });
}

function stretch(factor: number): void {
  const [from, to] = state.range;
  const half = ((to - from) * factor) / 2;
  const middle = (from + to) / 2;
  change({ range: within([Math.round(middle - half), Math.round(middle + half)]) });
}

function typed(): void {
  const [from, to] = (['wb-from', 'wb-to'] as const).map((id) => {
    const ms = Date.parse(`${field(id).value.trim().replace(' ', 'T')}Z`);
    field(id).setAttribute('aria-invalid', String(Number.isNaN(ms)));
    return ms;
  });
  if (from! < to!) change({ range: [from!, to!] });
}

export function bindTime(): void {
  const show = () => {
    field('wb-from').value = local(state.range[0]);
    field('wb-to').value = local(state.range[1]);
  };
  show();
  listen((changed) => {
    if (changed.has('range')) show();
  });
  field('wb-from').addEventListener('change', typed);
  field('wb-to').addEventListener('change', typed);
  field('wb-back').addEventListener('click', () => stepDay(-1));
  field('wb-forward').addEventListener('click', () => stepDay(1));
  field('wb-in').addEventListener('click', () => stretch(0.5));
  field('wb-out').addEventListener('click', () => stretch(2));
  field('wb-whole').addEventListener('click', () => change({ range: [...whole] }));
}
