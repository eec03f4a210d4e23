/** The legend under the map: what the signs, rings and hatchings say. */
import { BIN } from './density';
import { fillNames, number, say } from './words';

function entry(swatch: string, text: string): HTMLLIElement {
  const item = document.createElement('li');
  const mark = document.createElement('span');
  mark.className = `swatch ${swatch}`;
  item.append(mark, text);
  return item;
}

/** `most` is the fullest square while density is drawn, else 0; `unplaced` rows have no place. */
export function drawLegend(box: HTMLElement, most: number, unplaced: number): void {
  const list = document.createElement('ul');
  list.className = 'legend';
  list.append(
    ...fillNames().map((name, step) => entry(`sure-${step}`, name)),
    entry('ring', say('alleged')),
    entry('doubt', say('ellipse')),
    entry('unseen-none', say('unseen')),
    entry('unseen-some', say('unmeasured')),
  );
  const notes = document.createElement('p');
  const sentences = [];
  if (unplaced > 0) sentences.push(say('places_missing', { count: unplaced }));
  if (most > 0) sentences.push(say('density_legend', { size: BIN, most: number(most) }));
  notes.textContent = sentences.join(' ');
  box.replaceChildren(list, notes);
}
