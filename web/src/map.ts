/** The map pane: draws the rows the filter leaves, tells which one was pointed at. */
import { AttributionControl, Map as GLMap, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Feature, FeatureCollection } from 'geojson';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import landUrl from 'world-atlas/land-50m.json?url';
import { Density } from './density';
import { ellipse } from './ellipse';
import { hatchings, signs } from './glyphs';
import { collection, mapStyle } from './mapstyle';
import { onSchemeChange, readPalette, type Palette } from './palette';
import { fillOf, type Rows } from './rows';
import { change, state } from './state';
import type { Bootstrap } from './types';
import { say } from './words';

setWorkerUrl(workerUrl);

export const MARKS_LIMIT = 20_000;
const ELLIPSES_LIMIT = 300;
const REACH = 14;

async function loadLand(): Promise<FeatureCollection> {
  const answer = await fetch(landUrl);
  const topology = (await answer.json()) as Topology;
  const land = topology.objects['land'];
  if (!land) throw new Error('the land file holds no land');
  const found = feature(topology, land);
  return found.type === 'FeatureCollection' ? found : collection([found]);
}

function labelled(shapes: FeatureCollection): FeatureCollection {
  return collection(
    shapes.features.map((shape) => ({
      ...shape,
      properties: { ...shape.properties, label: String(shape.properties?.['name'] ?? '').replaceAll('_', ' ') },
    })),
  );
}

function townPoints(boot: Bootstrap): FeatureCollection {
  return collection(
    boot.towns.map(({ name, lon, lat, population }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { name, population },
    })),
  );
}

export class MapPane {
  readonly map: GLMap;
  readonly #density: Density;
  #palette: Palette;
  #dense = false;
  #unseen: FeatureCollection = collection([]);

  private constructor(
    map: GLMap,
    readonly land: FeatureCollection,
    readonly boot: Bootstrap,
    readonly rows: Rows,
    palette: Palette,
  ) {
    this.map = map;
    this.#palette = palette;
    this.#density = new Density(map, rows.columns);
  }

  /** Makes the map and waits until its style stands. Rejects where WebGL is missing. */
  static async open(container: HTMLElement, boot: Bootstrap, rows: Rows): Promise<MapPane> {
    const land = await loadLand();
    const palette = readPalette();
    const [west, south, east, north] = boot.bounds;
    const view = state.view;
    const map = new GLMap({
      container,
      style: mapStyle(palette, land, labelled(boot.shapes), townPoints(boot)),
      ...(view
        ? { center: [view.lon, view.lat] as [number, number], zoom: view.zoom }
        : { bounds: [west, south, east, north] as [number, number, number, number] }),
      attributionControl: false,
      dragRotate: false,
      touchPitch: false,
      pitchWithRotate: false,
      maxPitch: 0,
      renderWorldCopies: false,
      fadeDuration: 0,
      locale: { 'NavigationControl.ZoomIn': say('zoom_in'), 'NavigationControl.ZoomOut': say('zoom_out') },
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    map.addControl(new ScaleControl(), 'bottom-left');
    map.addControl(
      new AttributionControl({ compact: false, customAttribution: `Natural Earth · ${boot.attribution}` }),
      'bottom-right',
    );
    map.getCanvas().setAttribute('aria-label', say('map_name'));
    const pane = new MapPane(map, land, boot, rows, palette);
    await new Promise<void>((ready, failed) => {
      map.once('load', () => ready());
      map.once('error', (event) => failed(event.error));
    });
    pane.#dress();
    pane.#attend();
    return pane;
  }

  #dress(): void {
    const pictures = [...signs(this.boot.glyphs, this.#palette), ...hatchings(this.#palette)];
    for (const [name, { data, pixelRatio }] of pictures) {
      if (this.map.hasImage(name)) this.map.removeImage(name);
      this.map.addImage(name, data, { pixelRatio });
    }
  }

  #attend(): void {
    this.map.on('click', (event) => this.#pointed(event.point.x, event.point.y));
    this.map.on('moveend', () => {
      const { lat, lng } = this.map.getCenter();
      change({ view: { zoom: this.map.getZoom(), lat, lon: lng } });
      if (this.#dense) this.refresh();
    });
    this.map.on('move', () => {
      if (this.#dense && this.#density.most > 0) this.#density.draw(this.rows.shown, this.#palette);
    });
    onSchemeChange(() => this.#recolour());
  }

  /** The same map in the other theme. */
  #recolour(): void {
    this.#palette = readPalette();
    this.map.setStyle(mapStyle(this.#palette, this.land, labelled(this.boot.shapes), townPoints(this.boot)));
    this.#dress();
    this.refresh();
    this.showUnseen(this.#unseen);
  }

  /** The nearest mark under the pointer; pointing again at a heap goes through it. */
  #pointed(x: number, y: number): void {
    const hits = this.at(x, y);
    if (hits.length === 0) return;
    const now = hits.indexOf(state.selected ?? '');
    change({ selected: hits[(now + 1) % hits.length]! });
  }

  /** The ids of the marks near a pixel, the nearest first. */
  at(x: number, y: number): string[] {
    const found = this.map.queryRenderedFeatures([[x - REACH, y - REACH], [x + REACH, y + REACH]], { layers: ['marks'] });
    const rows = [...new Set(found.map((item) => Number(item.properties['i'])))];
    const far = (row: number) => {
      const c = this.rows.columns;
      const at = this.map.project([c.lon[row]!, c.lat[row]!]);
      return Math.hypot(at.x - x, at.y - y);
    };
    return rows.sort((a, b) => far(a) - far(b) || a - b).map((row) => this.rows.columns.id[row]!);
  }

  #source(name: string): GeoJSONSource {
    return this.map.getSource(name)!;
  }

  #mark(row: number): Feature {
    const c = this.rows.columns;
    const glyph = this.boot.glyph_of[c.kinds[c.kind[row]!]!] ?? 'unknown';
    return {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [c.lon[row]!, c.lat[row]!] },
      properties: { i: row, g: `${glyph}-${fillOf(c.p[row]!)}`, a: c.alleged[row]!, p: c.p[row]! },
    };
  }

  #ellipse(row: number): Feature {
    const c = this.rows.columns;
    const ring = ellipse(c.lon[row]!, c.lat[row]!, c.major_m[row]!, c.minor_m[row]!, c.angle_deg[row]!);
    return { type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties: {} };
  }

  /** Draws the shown rows: as marks while there are few enough, as density above. */
  refresh(): void {
    const placed = this.rows.shown.filter((row) => this.rows.columns.lon[row] !== null);
    this.#dense = placed.length > MARKS_LIMIT;
    let marks: number[] | Uint32Array = placed;
    if (this.#dense) {
      const inView = this.#density.inView(placed);
      marks = inView.length <= MARKS_LIMIT ? inView : [];
    }
    if (this.#dense && marks.length === 0) this.#density.draw(placed, this.#palette);
    else this.#density.clear();
    this.#source('marks').setData(collection(Array.from(marks, (row) => this.#mark(row))));
    const rings = marks.length <= ELLIPSES_LIMIT ? marks : [];
    this.#source('ellipses').setData(collection(Array.from(rings, (row) => this.#ellipse(row))));
    this.refreshSelected();
  }

  refreshSelected(move = false): void {
    const row = this.rows.indexOf.get(state.selected ?? '');
    const placed = row !== undefined && this.rows.columns.lon[row] !== null;
    this.#source('selected').setData(collection(placed ? [this.#ellipse(row), this.#mark(row)] : []));
    if (!placed || !move) return;
    const at: [number, number] = [this.rows.columns.lon[row]!, this.rows.columns.lat[row]!];
    if (!this.map.getBounds().contains(at)) this.map.jumpTo({ center: at });
  }

  showUnseen(areas: FeatureCollection): void {
    this.#unseen = areas;
    this.#source('unseen').setData(areas);
  }

  /** The fullest square while density is drawn, 0 while marks are. */
  get most(): number {
    return this.#density.most;
  }

  idle(): Promise<void> {
    return new Promise((done) => {
      this.map.once('idle', () => done());
      this.map.triggerRepaint();
    });
  }
}
