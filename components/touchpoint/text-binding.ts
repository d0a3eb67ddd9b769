import * as Y from 'yjs';
import { shiftCaret, textChange } from '@/lib/collab/text-change';

/** Writes one replacement in the shared text; says whether it was taken. */
export type Splice = (change: { index: number; remove: number; insert: string }) => boolean;

type Delta = Y.YTextEvent['delta'];

/**
 * Ties a textarea to a shared text. What colleagues type appears without moving the caret from its words; what is
 * typed here goes out as it is typed. While an input method composes (accents, Chinese, a phone's word), the field is
 * left alone and both sides are put together when the word is done.
 */
export function bindText(field: HTMLTextAreaElement, text: Y.Text, splice: Splice): () => void {
  let shown = text.toString();
  let composing = false;
  let ours = false;
  let missed: Delta[] = [];
  field.value = shown;

  const show = (start: number, end: number) => {
    const { selectionDirection, scrollTop } = field;
    shown = text.toString();
    field.value = shown;
    // A field without focus must not be given a selection: Safari would focus it.
    if (document.activeElement === field) field.setSelectionRange(start, end, selectionDirection);
    field.scrollTop = scrollTop;
  };

  const write = () => {
    const change = textChange(shown, field.value, field.selectionEnd);
    if (!change) return;
    const through = (at: number) => missed.reduce((position, delta) => shiftCaret(position, delta), at);
    const index = through(change.index);
    const remove = Math.max(0, through(change.index + change.remove) - index);
    ours = true;
    const taken = splice({ index, remove, insert: change.insert });
    ours = false;
    const caret = taken ? index + change.insert.length : index;
    if (taken && missed.length === 0) shown = field.value;
    else show(caret, caret);
    missed = [];
  };

  const onRemote = (event: Y.YTextEvent) => {
    if (ours) return;
    const delta = event.delta;
    if (composing) {
      missed.push(delta);
      return;
    }
    show(shiftCaret(field.selectionStart, delta), shiftCaret(field.selectionEnd, delta));
  };
  const onInput = () => {
    if (!composing) write();
  };
  const onStart = () => {
    composing = true;
  };
  const onEnd = () => {
    composing = false;
    write();
    if (missed.length > 0) {
      const at = missed.reduce((position, delta) => shiftCaret(position, delta), field.selectionStart);
      missed = [];
      show(at, at);
    }
  };

  text.observe(onRemote);
  field.addEventListener('input', onInput);
  field.addEventListener('compositionstart', onStart);
  field.addEventListener('compositionend', onEnd);
  return () => {
    text.unobserve(onRemote);
    field.removeEventListener('input', onInput);
    field.removeEventListener('compositionstart', onStart);
    field.removeEventListener('compositionend', onEnd);
  };
}

/** A caret as others can find it again whatever is typed before it. */
export const caretOf = (text: Y.Text, index: number): string =>
  JSON.stringify(Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index)));

/** Where a colleague's caret stands now; `null` when it points at nothing we have. */
export function caretIndex(doc: Y.Doc, text: Y.Text, caret: string): number | null {
  try {
    const position = Y.createAbsolutePositionFromRelativePosition(
      Y.createRelativePositionFromJSON(JSON.parse(caret)),
      doc,
    );
    return position?.type === text ? position.index : null;
  } catch {
    return null; // it came from another client, so it may be anything
  }
}
