import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { shiftCaret, type TextChange, textChange } from '@/lib/collab/text-change';

const apply = (text: string, { index, remove, insert }: TextChange): string =>
  text.slice(0, index) + insert + text.slice(index + remove);

/** Few letters, so that runs of equals are common, and emoji of two units with a shared half. */
const text = fc
  .array(fc.constantFrom('a', 'b', ' ', '😀', '😁', '🏳️‍🌈', 'é'), { maxLength: 24 })
  .map((parts) => parts.join(''));

const isLone = (part: string): boolean => /^[\udc00-\udfff]|[\ud800-\udbff]$/.test(part);

describe('textChange', () => {
  it('turns one text into the other, whatever they are', () => {
    fc.assert(
      fc.property(text, text, fc.nat(40), (before, after, caret) => {
        const change = textChange(before, after, Math.min(caret, after.length));
        expect(change ? apply(before, change) : before).toBe(after);
      }),
      { numRuns: 5_000 },
    );
  });

  it('never cuts an emoji in two', () => {
    fc.assert(
      fc.property(text, text, fc.nat(40), (before, after, caret) => {
        const change = textChange(before, after, Math.min(caret, after.length));
        if (!change) return;
        const removed = before.slice(change.index, change.index + change.remove);
        expect([isLone(removed), isLone(change.insert)]).toEqual([false, false]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('takes the letter at the caret among equal letters', () => {
    expect(textChange('aa', 'aaa', 1)).toEqual({ index: 0, remove: 0, insert: 'a' });
    expect(textChange('aa', 'aaa', 3)).toEqual({ index: 2, remove: 0, insert: 'a' });
    expect(textChange('aaa', 'aa', 1)).toEqual({ index: 1, remove: 1, insert: '' });
  });

  it('is null when nothing changed', () => {
    expect(textChange('zelfde', 'zelfde', 3)).toBeNull();
  });
});

describe('shiftCaret', () => {
  it('keeps the caret between the same letters when a colleague types or deletes elsewhere', () => {
    fc.assert(
      fc.property(text, fc.nat(30), fc.nat(30), text, fc.nat(6), (before, at, where, insert, remove) => {
        const doc = new Y.Doc();
        const shared = doc.getText('t');
        shared.insert(0, before);
        const caret = Math.min(at, before.length);
        const index = Math.min(where, before.length);
        const gone = Math.min(remove, before.length - index);
        let delta: Y.YTextEvent['delta'] = [];
        shared.observe((event) => {
          delta = event.delta;
        });
        doc.transact(() => {
          shared.delete(index, gone);
          shared.insert(index, insert);
        });
        const shifted = shiftCaret(caret, delta);
        const after = shared.toString();
        expect(shifted).toBeGreaterThanOrEqual(0);
        expect(shifted).toBeLessThanOrEqual(after.length);
        if (caret < index) expect(after.slice(0, shifted)).toBe(before.slice(0, caret));
        if (caret > index + gone) expect(after.slice(shifted)).toBe(before.slice(caret));
      }),
      { numRuns: 2_000 },
    );
  });
});
