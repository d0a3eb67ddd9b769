// `npm start`: everything from a fresh clone to a running server, doing only what is not done yet.
// `npm run dev`: the same without the build, with hot reload. Nothing outside Node itself is imported before the packages are there.
import { fileURLToPath } from 'node:url';
import { checkNode } from './start/check-node.mjs';

checkNode();
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const { ensureBuilt, ensureGenerated, ensureInstalled } = await import('./start/steps.mjs');
const { serve } = await import('./start/serve.mjs');

const dev = process.argv.includes('--dev');
process.env.NODE_ENV = dev ? 'development' : 'production';
process.env.NEXT_TELEMETRY_DISABLED = '1';

await ensureInstalled();
await ensureGenerated();
if (!dev) await ensureBuilt();
if (!process.argv.includes('--prepare')) await serve({ dev });
