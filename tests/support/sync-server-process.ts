import { main } from '@/server/main';

// The whole server without pages, as a process of its own that a test can kill. The first line tells the address.
process.stdout.write(`${await main({ next: false })}\n`);
