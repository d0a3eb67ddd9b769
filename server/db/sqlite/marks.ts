import { writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Head } from '../engine';
import { type Loss, withLosses } from '../loss';
import { goneLine, type Known, markLine, replaceFile, textOf } from './marks-file';

/** A file longer than this is written anew, with one line for each session (bytes). */
const LONG = 1_000_000;
/** Longest time that marks wait for the disk (milliseconds). */
const SYNC_MS = 1_000;
/** For how long the loss of a whole session is told: nobody is in it to say that they have seen it (30 days, in milliseconds). */
const WHOLE_MS = 30 * 86_400_000;

/**
 * High-water marks: the last number of every session, beside the database. SQLite leaves out the end of a write-ahead log from the
 * first bad byte on, without an error, and a database that was put back from a copy looks whole as well. Only something outside can
 * tell that there once was more. For the same reason it is kept here what was found missing, and not in the database.
 */
export type Marks = {
  /**
   * Notes what was committed, before anybody is told. At once: a few kilobytes for the system to write when it likes cost less than
   * the turn of a busy process that an answer would take.
   */
  readonly note: (heads: readonly Head[]) => Promise<void>;
  /** A session that is about to be deleted is not missed. */
  readonly expectGone: (sessionId: string) => Promise<void>;
  /** Starts anew from what the database has; losses stay. */
  readonly reset: (heads: readonly Head[]) => Promise<void>;
  readonly losses: () => readonly Loss[];
  /** Keeps what was found missing. */
  readonly keep: (found: readonly Loss[]) => Promise<void>;
  /** The losses of a session have been seen. */
  readonly forget: (sessionId: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** What a database lacks, by its marks; when it last had it is not known yet. */
export function shortfalls(marks: Known['marks'], heads: readonly Head[]): readonly Omit<Loss, 'since'>[] {
  const present = new Map(heads.map(({ sessionId, seq }) => [sessionId, seq]));
  return [...marks].flatMap(([sessionId, mark]) => {
    const seq = present.get(sessionId) ?? 0;
    return mark > seq ? [{ sessionId, seq, lost: mark - seq }] : [];
  });
}

/** Opens the file, of which `known` was read. What is in it stays until `reset`. One call at a time. */
export async function openMarks(file: string, known: Known): Promise<Marks> {
  const last = new Map(known.marks);
  let { losses } = known;
  let handle = await open(file, 'a', 0o600);
  let size = (await handle.stat()).size;
  let timer: NodeJS.Timeout | undefined;
  const sync = (): void => {
    timer = undefined;
    // What a process wrote survives its end without this; only a power cut can take the last second of marks along.
    handle.datasync().catch(() => undefined);
  };
  const append = (text: string): void => {
    writeSync(handle.fd, text);
    size += text.length;
    timer ??= setTimeout(sync, SYNC_MS).unref();
  };
  const rewrite = async (kept: readonly Loss[]): Promise<void> => {
    const text = textOf({ marks: last, losses: kept });
    const fresh = await replaceFile(file, text);
    losses = kept;
    await handle.close();
    handle = fresh;
    size = text.length;
  };
  return {
    note: async (added) => {
      for (const { sessionId, seq } of added) last.set(sessionId, seq);
      if (size > Math.max(LONG, 100 * last.size)) await rewrite(losses);
      else append(added.map(markLine).join(''));
    },
    expectGone: async (sessionId) => {
      last.delete(sessionId);
      losses = losses.filter((loss) => loss.sessionId !== sessionId);
      append(goneLine(sessionId));
    },
    reset: async (heads) => {
      last.clear();
      for (const { sessionId, seq } of heads) last.set(sessionId, seq);
      const oldest = Date.now() - WHOLE_MS;
      await rewrite(losses.filter(({ sessionId, since }) => last.has(sessionId) || since.getTime() > oldest));
    },
    losses: () => losses,
    keep: (found) => rewrite(withLosses(losses, found)),
    forget: (sessionId) => rewrite(losses.filter((loss) => loss.sessionId !== sessionId)),
    close: async () => {
      clearTimeout(timer);
      await handle.datasync().catch(() => undefined);
      await handle.close();
    },
  };
}
