// Runs what was built before, and nothing else: for containers, where installing and building belong to the image.
import { fileURLToPath } from 'node:url';
import { checkNode } from './start/check-node.mjs';
import { serve } from './start/serve.mjs';

checkNode();
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
process.env.NODE_ENV = 'production';
process.env.NEXT_TELEMETRY_DISABLED = '1';
await serve({ dev: false });
