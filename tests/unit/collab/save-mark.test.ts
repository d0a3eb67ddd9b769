import { describe, expect, it } from 'vitest';
import { ACK_PATIENCE_MS, SaveMark } from '@/lib/collab/save-mark';

/** A mark on an open, synced link. */
function synced(): SaveMark {
  const mark = new SaveMark();
  mark.opened(0);
  mark.sent();
  mark.synced();
  return mark;
}

const write = (mark: SaveMark, at: number) => {
  mark.edited(at);
  mark.sent();
};

describe('the save mark', () => {
  it('says that it connects until the journey is there', () => {
    const mark = new SaveMark();
    expect(mark.stateAt(0)).toEqual({ kind: 'connecting' });
    mark.opened(0);
    expect(mark.stateAt(0)).toEqual({ kind: 'connecting' });
    mark.synced();
    expect(mark.stateAt(0)).toEqual({ kind: 'saved' });
  });

  it('counts what an earlier visit left on this device, until the first answer to the server is on disk', () => {
    const mark = new SaveMark(3);
    expect(mark.stateAt(0)).toEqual({ kind: 'unsaved', count: 3 });
    mark.opened(10);
    expect(mark.stateAt(20)).toEqual({ kind: 'saving', count: 3 });
    mark.sent();
    mark.synced();
    expect(mark.stateAt(30)).toEqual({ kind: 'saving', count: 3 });
    mark.acknowledged(1, 40);
    expect(mark.stateAt(50)).toEqual({ kind: 'saved' });
  });

  it('counts edits until the ack that covers them', () => {
    const mark = synced();
    write(mark, 10);
    write(mark, 20);
    expect(mark.stateAt(30)).toEqual({ kind: 'saving', count: 2 });
    mark.acknowledged(2, 40);
    expect(mark.stateAt(40)).toEqual({ kind: 'saving', count: 1 });
    mark.acknowledged(3, 50);
    expect(mark.stateAt(50)).toEqual({ kind: 'saved' });
  });

  it('does not take the ack of the first answer for one of later edits', () => {
    const mark = synced();
    write(mark, 10);
    mark.acknowledged(1, 20);
    expect(mark.stateAt(20)).toEqual({ kind: 'saving', count: 1 });
  });

  it('believes no ack for frames that were never sent, and none that runs back', () => {
    const mark = synced();
    write(mark, 10);
    mark.acknowledged(9, 20);
    expect(mark.pending).toBe(1);
    mark.acknowledged(2, 20);
    mark.acknowledged(1, 30);
    mark.acknowledged(0, 30);
    expect(mark.pending).toBe(0);
  });

  it('calls everything without an ack unsaved when the link is gone, and covers it with the next answer', () => {
    const mark = synced();
    write(mark, 10);
    mark.closed();
    mark.edited(20);
    expect(mark.stateAt(20)).toEqual({ kind: 'unsaved', count: 2 });
    mark.opened(30);
    mark.acknowledged(2, 30);
    expect(mark.stateAt(30)).toEqual({ kind: 'saving', count: 2 });
    mark.sent();
    mark.synced();
    mark.acknowledged(1, 40);
    expect(mark.stateAt(40)).toEqual({ kind: 'saved' });
  });

  it('says unsaved (0) rather than saved while there is no link', () => {
    const mark = synced();
    mark.closed();
    expect(mark.stateAt(0)).toEqual({ kind: 'unsaved', count: 0 });
  });

  it('loses patience on an open link that does not answer, and finds it again with the next ack (T12)', () => {
    const mark = synced();
    write(mark, 1_000);
    write(mark, 3_000);
    expect(mark.stateAt(1_000 + ACK_PATIENCE_MS).kind).toBe('saving');
    expect(mark.stateAt(1_001 + ACK_PATIENCE_MS)).toEqual({ kind: 'unsaved', count: 2 });
    mark.acknowledged(2, 5_000);
    expect(mark.stateAt(5_000)).toEqual({ kind: 'saving', count: 1 });
    expect(mark.stateAt(5_001 + ACK_PATIENCE_MS)).toEqual({ kind: 'unsaved', count: 1 });
    mark.acknowledged(3, 8_000);
    expect(mark.stateAt(9_999_999)).toEqual({ kind: 'saved' });
  });
});
