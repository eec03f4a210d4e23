/** The map's style: land and water, the agreement's shapes, hatching, marks. Never a border. */
import type { ExpressionSpecification, StyleSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import type { FeatureCollection } from 'geojson';
import type { Palette } from './palette';

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };
const LABEL = ['system-ui', 'sans-serif'];

export function collection(features: FeatureCollection['features']): FeatureCollection {
  return { type: 'FeatureCollection', features };
}

function graticule(): FeatureCollection {
  const lines: FeatureCollection['features'] = [];
  for (let lon = -180; lon <= 180; lon++) {
    lines.push({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: [[lon, -84], [lon, 84]] },
      properties: { every: lon % 10 === 0 ? 10 : 1 },
    });
  }
  for (let lat = -84; lat <= 84; lat++) {
    lines.push({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: [[-180, lat], [180, lat]] },
      properties: { every: lat % 10 === 0 ? 10 : 1 },
    });
  }
  return collection(lines);
}

/** Big towns from afar, small ones near: population against zoom. */
const TOWN_FILTER: ExpressionSpecification = [
  '>=',
  ['get', 'population'],
  ['step', ['zoom'], 1_000_000, 5, 300_000, 7, 80_000, 9, 0],
];

export function mapStyle(palette: Palette, land: FeatureCollection, shapes: FeatureCollection, towns: FeatureCollection): StyleSpecification {
  const geojson = (data: FeatureCollection) => ({ type: 'geojson' as const, data, tolerance: 0.2 });
  return {
    version: 8,
    sources: {
      land: geojson(land),
      graticule: geojson(graticule()),
      shapes: geojson(shapes),
      unseen: geojson(EMPTY),
      ellipses: geojson(EMPTY),
      marks: geojson(EMPTY),
      selected: geojson(EMPTY),
      towns: geojson(towns),
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': palette.water } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': palette.land } },
      {
        id: 'graticule',
        type: 'line',
        source: 'graticule',
        filter: ['any', ['==', ['get', 'every'], 10], ['>=', ['zoom'], 6]],
        paint: { 'line-color': palette.line, 'line-width': 0.6 },
      },
      {
        id: 'unseen',
        type: 'fill',
        source: 'unseen',
        paint: { 'fill-pattern': ['concat', 'hatch-', ['get', 'state']], 'fill-opacity': 0.75 },
      },
      {
        id: 'zones',
        type: 'fill',
        source: 'shapes',
        filter: ['!=', ['get', 'kind'], 'line'],
        paint: { 'fill-color': palette.agreed, 'fill-opacity': 0.12 },
      },
      {
        id: 'lines',
        type: 'line',
        source: 'shapes',
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': palette.agreed,
          'line-width': ['case', ['==', ['get', 'kind'], 'line'], 2.6, 1.4],
        },
      },
      {
        id: 'ellipses',
        type: 'line',
        source: 'ellipses',
        paint: { 'line-color': palette.ink, 'line-width': 0.9, 'line-opacity': 0.5, 'line-dasharray': [3, 2] },
      },
      {
        id: 'chosen-ellipse',
        type: 'fill',
        source: 'selected',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': palette.accent, 'fill-opacity': 0.25, 'fill-outline-color': palette.accent },
      },
      {
        id: 'towns',
        type: 'symbol',
        source: 'towns',
        filter: TOWN_FILTER,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': LABEL,
          'text-size': 11,
          'symbol-sort-key': ['-', ['get', 'population']],
        },
        paint: { 'text-color': palette.muted, 'text-halo-color': palette.land, 'text-halo-width': 1.4 },
      },
      shapeNames('line-names', ['==', ['get', 'kind'], 'line'], 'line', palette),
      shapeNames('zone-names', ['!=', ['get', 'kind'], 'line'], 'point', palette),
      {
        id: 'alleged',
        type: 'circle',
        source: 'marks',
        filter: ['==', ['get', 'a'], 1],
        paint: {
          'circle-radius': 13,
          'circle-opacity': 0,
          'circle-stroke-color': palette.alleged,
          'circle-stroke-width': 2,
        },
      },
      {
        id: 'marks',
        type: 'symbol',
        source: 'marks',
        layout: {
          'icon-image': ['get', 'g'],
          'icon-size': 0.72,
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
          'symbol-sort-key': ['get', 'p'],
        },
      },
      {
        id: 'chosen',
        type: 'circle',
        source: 'selected',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-radius': 17,
          'circle-opacity': 0,
          'circle-stroke-color': palette.accent,
          'circle-stroke-width': 3.5,
        },
      },
    ],
  };
}

function shapeNames(id: string, filter: ExpressionSpecification, placement: 'line' | 'point', palette: Palette): SymbolLayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'shapes',
    filter,
    layout: { 'text-field': ['get', 'label'], 'text-font': LABEL, 'text-size': 12, 'symbol-placement': placement },
    paint: { 'text-color': palette.agreed, 'text-halo-color': palette.land, 'text-halo-width': 1.6 },
  };
}
