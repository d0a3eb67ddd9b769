import { createHash, timingSafeEqual } from 'node:crypto';
import type { Database } from '../db/database';
import { BadConfiguration } from '../env';
import type { Secrets } from '../secrets';

const ROW = 1;

/**
 * Sees to it that all servers on one database sign cookies with the same secret; otherwise people would be signed out
 * whenever they reach another server. The first server to start leaves a hash of its own. On SQLite there is one server.
 * @param file where the secret of this server is, for the message
 * @throws BadConfiguration
 */
export async function checkSecrets(
  db: Pick<Database, 'provider' | 'exclusively'>,
  secrets: Secrets,
  file: string,
): Promise<void> {
  if (db.provider === 'sqlite') return;
  const own = createHash('sha256').update(`reisgezel ${secrets.auth}`).digest();
  const known = await db.exclusively('installation', async (tx) => {
    const row = await tx.installation.findUnique({ where: { id: ROW } });
    if (row) return Buffer.from(row.secretHash, 'hex');
    await tx.installation.create({ data: { id: ROW, secretHash: own.toString('hex') } });
    return own;
  });
  if (known.length === own.length && timingSafeEqual(known, own)) return;
  throw new BadConfiguration(
    `${file} is not the one with which this database was used before. Copy secrets.json from the DATA_DIR of the first server to this place, or use the same folder. If it is lost: stop all servers and empty the table "Installation"; everybody has to sign in again then.`,
  );
}
