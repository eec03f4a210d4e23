/** The page's colours for canvases, read from the style sheet so that there is one palette. */

export type Palette = Record<
  'paper' | 'card' | 'ink' | 'muted' | 'line' | 'edge' | 'accent' | 'water' | 'land' | 'agreed' | 'alleged' | 'hatch',
  string
>;

const NAMES = [
  'paper', 'card', 'ink', 'muted', 'line', 'edge', 'accent', 'water', 'land', 'agreed', 'alleged', 'hatch',
] as const;

export function readPalette(): Palette {
  const probe = document.createElement('span');
  document.body.append(probe);
  const found = {} as Palette;
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

/** Calls back when the device changes between light and dark. */
export function onSchemeChange(callback: () => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', callback);
}
