import * as Y from 'yjs';
import { shiftCaret, textChange } from '@/lib/collab/text-change';
import { withoutControls } from '@/lib/journey/field';

/** Writes one replacement in the shared text; says whether it was taken. */
export type Splice = (change: { index: number; remove: number; insert: string }) => boolean;

type Delta = Y.YTextEvent['delta'];

/** The caret after everything that colleagues did meanwhile. */
const carry = (position: number, missed: readonly Delta[]): number =>
  missed.reduce((at, delta) => shiftCaret(at, delta), position);

/** One textarea and one shared text, kept equal. */
class TextBinding {
  /** What the field showed when it was last equal to the shared text, apart from `missed`. */
  private shown: string;
  private composing = false;
  private writing = false;
  private missed: Delta[] = [];

  constructor(
    private readonly field: HTMLTextAreaElement,
    private readonly text: Y.Text,
    private readonly splice: Splice,
  ) {
    this.shown = text.toString();
    field.value = this.shown;
  }

  readonly onRemote = (event: Y.YTextEvent): void => {
    if (this.writing) return;
    if (this.composing) this.missed.push(event.delta);
    else
      this.show(shiftCaret(this.field.selectionStart, event.delta), shiftCaret(this.field.selectionEnd, event.delta));
  };

  readonly onInput = (): void => {
    if (!this.composing) this.write();
  };

  readonly onCompositionStart = (): void => {
    this.composing = true;
  };

  readonly onCompositionEnd = (): void => {
    this.composing = false;
    this.write();
    if (this.missed.length === 0) return;
    const caret = carry(this.field.selectionStart, this.missed);
    this.missed = [];
    this.show(caret, caret);
  };

  /** What an input method has not finished yet is written as it stands: the field goes on to another text. */
  readonly finish = (): void => {
    if (this.composing) this.onCompositionEnd();
  };

  private show(start: number, end: number): void {
    const { field } = this;
    const { selectionDirection, scrollTop } = field;
    this.shown = this.text.toString();
    field.value = this.shown;
    // A field without focus must not be given a selection: Safari would focus it.
    if (document.activeElement === field) field.setSelectionRange(start, end, selectionDirection);
    field.scrollTop = scrollTop;
  }

  private write(): void {
    const { field, missed } = this;
    const change = textChange(this.shown, field.value, field.selectionEnd);
    if (!change) return;
    const index = carry(change.index, missed);
    const insert = withoutControls(change.insert);
    const remove = Math.max(0, carry(change.index + change.remove, missed) - index);
    this.writing = true;
    const taken = this.splice({ index, remove, insert });
    this.writing = false;
    const caret = taken ? index + insert.length : index;
    this.missed = [];
    if (taken && missed.length === 0 && insert === change.insert) this.shown = field.value;
    else this.show(caret, caret);
  }
}

/**
 * Ties a textarea to a shared text. What colleagues type appears without moving the caret from its words; what is
 * typed here goes out as it is typed. While an input method composes (accents, Chinese, a phone's word), the field is
 * left alone and both sides are put together when the word is done.
 *
 * @returns a function that unties them
 */
export function bindText(field: HTMLTextAreaElement, text: Y.Text, splice: Splice): () => void {
  const binding = new TextBinding(field, text, splice);
  text.observe(binding.onRemote);
  const listeners = [
    ['input', binding.onInput],
    ['compositionstart', binding.onCompositionStart],
    ['compositionend', binding.onCompositionEnd],
  ] as const;
  for (const [event, listener] of listeners) field.addEventListener(event, listener);
  return () => {
    binding.finish();
    text.unobserve(binding.onRemote);
    for (const [event, listener] of listeners) field.removeEventListener(event, listener);
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
