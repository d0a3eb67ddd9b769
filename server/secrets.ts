import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BadConfiguration } from './env';

/** Random values that only this installation knows. */
export type Secrets = {
  /** Signs the cookies of organisers. */
  readonly auth: string;
};

const secretsSchema = z.object({ auth: z.string().min(32) });

/**
 * Reads the secrets of an installation; makes them at the first start (256 random bits, file mode 0600).
 * There is no default secret, and a damaged or weak file is refused instead of replaced: replacing would sign everybody out.
 * @throws BadConfiguration
 */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'secrets.json');
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw new BadConfiguration(`${file} cannot be read (${cause.code}).`);
  });
  if (text === null) return createSecrets(file);
  const parsed = secretsSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new BadConfiguration(
      `${file} is damaged or too weak. Restore it, or remove it to sign everybody out and start anew.`,
    );
  await chmod(file, 0o600);
  return parsed.data;
}

async function createSecrets(file: string): Promise<Secrets> {
  const secrets: Secrets = { auth: randomBytes(32).toString('base64url') };
  // Written aside and renamed, so that a crash in between never leaves half a file.
  const draft = `${file}.${process.pid}.new`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  return secrets;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
