import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

const platform = process.env.WARDSTREAM ?? 'http://127.0.0.1:4010';

// The page is a resource of the jar: it lands where Maven packs classes, and its links are
// relative, so it works under any path of the server.
export default defineConfig({
  base: './',
  plugins: [vue()],
  // The client library comes from its sources: no package to build first.
  resolve: { tsconfigPaths: true },
  build: {
    outDir: 'target/classes/dev/wardstream/console',
    emptyOutDir: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    proxy: { '/v1': { target: platform, ws: true, headers: { origin: platform } } },
  },
  test: {
    include: ['src/**/*.test.ts'],
    reporters: ['dot'],
    // Every test restores what it stubs, so one worker may run them all: quicker to start.
    fileParallelism: false,
    isolate: false,
  },
});
