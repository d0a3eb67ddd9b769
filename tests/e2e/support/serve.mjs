// Serves the build as it is. `npm start` would build again when somebody saves a file while the tests run.
import { fileURLToPath } from 'node:url';
import { serve } from '../../../scripts/start/serve.mjs';

process.chdir(fileURLToPath(new URL('../../..', import.meta.url)));
await serve({ dev: false });
