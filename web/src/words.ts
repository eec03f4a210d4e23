/** The reader's language: words from the server, numbers by the browser. */
import type { Words } from './types';

let words: Words = { fills: [], kinds: {}, verdicts: {} };
let lang = 'en';

export function speak(given: Words, code: string): void {
  words = given;
  lang = code;
}

/** A sentence with its named values filled in. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  const text = words[key];
  if (typeof text !== 'string') return key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? number(value) : value;
  });
}

export function kindName(kind: string): string {
  return words.kinds[kind] ?? kind;
}

export function verdictName(verdict: string): string {
  return words.verdicts[verdict] ?? verdict;
}

export function fillNames(): string[] {
  return words.fills;
}

export function number(value: number, digits = 0): string {
  return value.toLocaleString(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A share as a percentage; what is not certain is never rounded to 0 or 100. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return `<\u00a0${number(0.1, 1)}\u00a0%`;
  if (share > 0.999 && share < 1) return `>\u00a0${number(99.9, 1)}\u00a0%`;
  const edge = share > 0 && share < 1 && (share < 0.01 || share > 0.99);
  return `${number(100 * share, edge ? 1 : 0)}\u00a0%`;
}

/** `2026-03-01 06:00 UTC`, the same in every language. */
export function stamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', '\u00a0')}\u00a0UTC`;
}

export function distance(metres: number): string {
  if (metres < 1000) return `${number(metres)}\u00a0m`;
  return `${number(metres / 1000, metres < 10_000 ? 1 : 0)}\u00a0km`;
}
