import { type FileHandle, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Head } from '../engine';
import type { Loss } from '../loss';

/** What lies beside a database. */
export type Known = {
  /** The last number of every session. */
  readonly marks: ReadonlyMap<string, number>;
  /** What starts found missing, and nobody has seen. */
  readonly losses: readonly Loss[];
};

/** A session that is gone has this mark. */
const GONE = 0;
const LINE = /^([0-9a-f]{8}) (([\w-]+) (\d+)(?: (\d+) (\d+))?)$/;

const sumOf = (content: string): string => crc32(content).toString(16).padStart(8, '0');

/** The line break first, so that half a line of before does not spoil this one. */
const lineOf = (...words: readonly (string | number)[]): string => {
  const content = words.join(' ');
  return `\n${sumOf(content)} ${content}`;
};

/** The line of a mark. */
export const markLine = ({ sessionId, seq }: Head): string => lineOf(sessionId, seq);

/** The line that takes back what lines before it say about a session. */
export const goneLine = (sessionId: string): string => lineOf(sessionId, GONE);

/** A whole file. */
export const textOf = ({ marks, losses }: Known): string =>
  [
    ...losses.map(({ sessionId, seq, lost, since }) => lineOf(sessionId, seq, lost, since.getTime())),
    ...[...marks].map(([sessionId, seq]) => markLine({ sessionId, seq })),
  ].join('');

/** Reads the file beside a database; damaged lines count as not written. */
export async function readKnown(file: string): Promise<Known> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return '';
    throw cause;
  });
  const marks = new Map<string, number>();
  let losses: readonly Loss[] = [];
  for (const line of text.split('\n')) {
    const [, sum, content = '', sessionId, number, lost, since] = LINE.exec(line) ?? [];
    if (!sessionId || sumOf(content) !== sum) continue;
    const seq = Number(number);
    if (lost !== undefined)
      losses = [...losses, { sessionId, seq, lost: Number(lost), since: new Date(Number(since)) }];
    else if (seq !== GONE) marks.set(sessionId, Math.max(seq, marks.get(sessionId) ?? 0));
    else {
      marks.delete(sessionId);
      losses = losses.filter((loss) => loss.sessionId !== sessionId);
    }
  }
  return { marks, losses };
}

/**
 * Writes a file aside, on the disk, and puts it in the place of the old one; a crash leaves the one or the other.
 * @returns the new one, to add to
 */
export async function replaceFile(file: string, text: string): Promise<FileHandle> {
  const draft = await open(`${file}.new`, 'w', 0o600);
  try {
    await draft.writeFile(text);
    await draft.datasync();
  } finally {
    await draft.close();
  }
  await rename(`${file}.new`, file);
  const folder = await open(dirname(file), 'r');
  await folder.datasync().catch(() => undefined);
  await folder.close();
  return open(file, 'a', 0o600);
}
