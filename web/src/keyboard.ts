/** Single keys: off while typing, off by choice, never anything that changes the data. */

const STORED = 'holdfire-keys-off';

export type Actions = Record<string, () => void>;

function typing(event: KeyboardEvent): boolean {
  const at = event.target as HTMLElement | null;
  return !!at?.closest('input:not([type="checkbox"]), select, textarea, [contenteditable]');
}

export function keysOn(): boolean {
  try {
    return localStorage.getItem(STORED) === null;
  } catch {
    return true;
  }
}

export function setKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, '1');
  } catch {
    // A browser that keeps nothing keeps the keys on.
  }
}

/** `Escape` works always; every other key only when single keys are on and nobody types. */
export function bindKeys(actions: Actions): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actions[event.key];
    if (!action || document.querySelector('dialog[open]')) return;
    if (event.key !== 'Escape' && (typing(event) || !keysOn())) return;
    event.preventDefault();
    action();
  });
}
