import { z } from 'zod';
import { type UnsavedText, unsavedTextSchema } from '@/lib/collab/unsaved';
import type { SessionId } from '@/lib/core/ids';

const keyOf = (sessionId: SessionId): string => `reisgezel.kept.${sessionId}`;
const keptSchema = z.array(unsavedTextSchema);

/** Lays texts aside for the one reload that must follow: this tab only, and only until it has been read. */
export function keepTexts(sessionId: SessionId, texts: readonly UnsavedText[]): void {
  if (texts.length === 0) return;
  try {
    window.sessionStorage.setItem(keyOf(sessionId), JSON.stringify(texts));
  } catch {
    // Storage that is full or switched off: the texts are still on this page until it is reloaded.
  }
}

/** Takes back what was laid aside, and removes it. */
export function takeTexts(sessionId: SessionId): readonly UnsavedText[] {
  try {
    const kept = window.sessionStorage.getItem(keyOf(sessionId));
    window.sessionStorage.removeItem(keyOf(sessionId));
    return kept === null ? [] : keptSchema.parse(JSON.parse(kept));
  } catch {
    return [];
  }
}
