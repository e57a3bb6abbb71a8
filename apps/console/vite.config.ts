import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** Where `npm start` listens: `vite --config apps/console/vite.config.ts` serves the pages being worked on and asks there for the rest. */
const SERVER = process.env['TRILLIUM_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../.cache/vite',
  plugins: [react()],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: '../../dist/apps/console',
    emptyOutDir: true,
    // no script in the page itself: the content security policy allows none
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // in KB: the editor of policies, which is fetched with its own page only, is the largest
    chunkSizeWarningLimit: 1000,
  },
  server: { proxy: { '/api': SERVER, '/openurl': SERVER } },
});
