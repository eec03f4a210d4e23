import { defineConfig, type Plugin } from 'vite';

/** Fails the build when the map's worker is missing or a set of borders slipped in. */
function guards(): Plugin {
  return {
    name: 'holdfire-guards',
    generateBundle(_options, bundle) {
      const names = Object.keys(bundle);
      if (!names.some((name) => name.includes('maplibre-gl-worker'))) {
        this.error('no maplibre-gl-worker in the build: the map would never load');
      }
      for (const item of Object.values(bundle)) {
        const sources = item.type === 'chunk' ? Object.keys(item.modules) : item.originalFileNames;
        if (sources.some((source) => source.includes('world-atlas/countries'))) {
          this.error('a set of borders is in the build: only land-*.json may be used');
        }
      }
    },
  };
}

export default defineConfig({
  base: '/static/',
  plugins: [guards()],
  build: {
    outDir: '../src/holdfire/web/static',
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    sourcemap: false,
    modulePreload: { polyfill: false },
    rollupOptions: { input: 'src/main.ts' },
    chunkSizeWarningLimit: 1200,
  },
});
