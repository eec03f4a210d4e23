/** Below 900 px the panes become tabs, one at a time; above, all stand side by side. */

const NARROW = matchMedia('(max-width: 899.98px)');
export type Pane = 'facets' | 'table' | 'map' | 'timeline' | 'detail';

export class Panes {
  readonly #tabs: HTMLElement[];

  constructor(readonly root: HTMLElement) {
    this.#tabs = [...root.querySelectorAll<HTMLElement>('[role="tab"]')];
    this.#tabs.forEach((tab, at) => {
      tab.addEventListener('click', () => this.show(tab.id.replace('tab-', '') as Pane));
      tab.addEventListener('keydown', (event) => {
        const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!by) return;
        const next = this.#tabs[(at + by + this.#tabs.length) % this.#tabs.length]!;
        this.show(next.id.replace('tab-', '') as Pane);
        next.focus();
      });
    });
    NARROW.addEventListener('change', () => this.#roles());
    this.show('map');
    this.#roles();
  }

  element(pane: Pane): HTMLElement {
    return this.root.querySelector<HTMLElement>(`#pane-${pane}`)!;
  }

  show(pane: Pane): void {
    this.root.dataset['pane'] = pane;
    for (const tab of this.#tabs) {
      const on = tab.id === `tab-${pane}`;
      tab.setAttribute('aria-selected', String(on));
      tab.tabIndex = on ? 0 : -1;
    }
  }

  /** Shows a pane and puts the focus on it. */
  focus(pane: Pane): void {
    this.show(pane);
    this.element(pane).focus();
  }

  #roles(): void {
    for (const tab of this.#tabs) {
      const pane = this.element(tab.id.replace('tab-', '') as Pane);
      if (NARROW.matches) pane.setAttribute('role', 'tabpanel');
      else pane.removeAttribute('role');
    }
  }
}
