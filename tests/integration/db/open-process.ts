// Opens a database with given migrations, for a test that kills it half-way: `open-process.ts <file> <migrations>`.
import { openDatabase } from '@/server/db/database';

const [, , file = '', migrations] = process.argv;
await openDatabase({ databaseFile: file }, migrations);
process.stdout.write('open\n');
