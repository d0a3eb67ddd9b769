import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stopWithNpm } from './stop-with-npm.mjs';

/** Runs the server in this very process, so that stop signals reach it, and prints the address when it accepts. */
export async function serve({ dev }) {
  if (dev) (await import('tsx/esm/api')).register();
  const entry = dev ? 'server/main.ts' : 'dist/server.mjs';
  if (!dev) process.setSourceMapsEnabled(true);
  const { main } = await import(pathToFileURL(join(process.cwd(), entry)).href);
  const address = await main({ dev });
  stopWithNpm();
  console.log(`\n  Reisgezel: ${address}\n`);
}
