import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['dot'],
    testTimeout: 30_000,
    // Every test restores what it stubs, so one worker may run them all: quicker to start.
    fileParallelism: false,
    isolate: false,
  },
});
