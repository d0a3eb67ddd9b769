import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BadConfiguration } from './env';

/** Random values that only this installation knows. */
export type Secrets = {
  /** Signs the cookies of organisers. */
  readonly auth: string;
};

const secretsSchema = z.object({ auth: z.string().min(32) });

/** Where the secrets of an installation are. */
export const secretsFile = (dataDir: string): string => join(dataDir, 'secrets.json');

/**
 * Reads the secrets of an installation; makes them at the first start (256 random bits, file mode 0600).
 * There is no default secret, and a damaged or weak file is refused instead of replaced: replacing would sign everybody out.
 * @throws BadConfiguration
 */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = secretsFile(dataDir);
  let text = await read(file);
  if (text === null) {
    await createSecrets(file);
    text = await read(file);
  }
  const parsed = secretsSchema.safeParse(parseJson(text ?? ''));
  if (!parsed.success)
    throw new BadConfiguration(
      `${file} is damaged or too weak. Restore it, or remove it to sign everybody out and start anew.`,
    );
  await chmod(file, 0o600);
  return parsed.data;
}

const read = (file: string): Promise<string | null> =>
  readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw new BadConfiguration(`${file} cannot be read (${cause.code}).`);
  });

/** Another server may do the same at this moment, on the same folder: the first one wins. */
async function createSecrets(file: string): Promise<void> {
  const secrets: Secrets = { auth: randomBytes(32).toString('base64url') };
  // Written aside and put in place, so that a crash in between never leaves half a file.
  const draft = `${file}.${randomBytes(6).toString('hex')}.new`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
    await unlink(draft);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') await unlink(draft);
    // A file system without hard links; such folders are not shared by servers that start together, as a rule.
    else await rename(draft, file);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
