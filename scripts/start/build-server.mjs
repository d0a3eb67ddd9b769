import { build } from 'esbuild';

/** Bundles server/main.ts into one file; packages stay where they are. `@/` comes from tsconfig.json. */
await build({
  entryPoints: ['server/main.ts'],
  outfile: 'dist/server.mjs',
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  sourcemap: true,
  logLevel: 'error',
});
