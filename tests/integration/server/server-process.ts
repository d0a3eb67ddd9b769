// A real server process without Next, for tests that stop or kill it. `surprise` on standard input is an error nobody catches.
import { main } from '@/server/main';

const address = await main({ next: false });
process.stdout.write(`listening ${address}\n`);
process.stdin.on('data', (line) => {
  if (line.toString().startsWith('surprise')) void Promise.reject(new Error('planted surprise'));
});
