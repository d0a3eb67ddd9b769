import { describe, expect, it } from 'vitest';
import { AWAY_MS, addNews } from '@/lib/collab/away';
import type { TouchpointId } from '@/lib/core/ids';
import type { Touchpoint } from '@/lib/journey/touchpoint';
import { aSeed } from '@/tests/support/collab';
import { aGate } from '@/tests/support/gate';
import { Traveller } from '@/tests/support/traveller';

/** Anna goes away and Bo stays; `first` is a station they both know. Their client ids decide who wins. */
function twoPeople(anna = 500, bo = 900) {
  const server = aGate(aSeed('example'));
  const ids = [anna, bo, anna + 1, bo + 1];
  const nextClientId = () => ids.shift() ?? 1;
  const people = { anna: new Traveller(server, nextClientId), bo: new Traveller(server, nextClientId) };
  const id = [...people.anna.journey().cells.values()][0]?.[0] as TouchpointId;
  const first = (): Touchpoint => people.anna.journey().touchpoints.get(id) as Touchpoint;
  return { ...people, id, first };
}

describe('coming back after a while', () => {
  it('tells what others did, and nothing of what one did oneself', () => {
    const { anna, bo, id, first } = twoPeople();
    anna.leave(0);
    anna.do('editTouchpoint', { id, changes: { owner: 'Anna' } });
    bo.do('addPersona', { name: 'Ans', summary: '' });
    bo.do('editTouchpoint', { id, changes: { peak: !first().peak } });
    bo.come(0);
    anna.come(AWAY_MS);
    expect(anna.news?.changes.map(({ title, kind, fields }) => [title, kind, fields])).toEqual([
      [first().title, 'changed', ['peak']],
      ['Ans', 'added', []],
    ]);
    expect(anna.news?.both).toEqual([]);
    expect(first().owner).toBe('Anna');
  });

  it('says nothing when nothing happened, or after a hiccup', () => {
    const { anna, bo, id } = twoPeople();
    anna.leave(0);
    anna.come(AWAY_MS * 10);
    expect(anna.news).toBeNull();
    anna.leave(100_000);
    bo.do('editTouchpoint', { id, changes: { owner: 'Bo' } });
    bo.come(0);
    anna.come(100_000 + AWAY_MS - 1);
    expect(anna.news).toBeNull();
  });

  it.each([
    ['mine gave way', 500, 900, true, 'Van Anna', 'Van Bo'],
    ['theirs gave way', 900, 500, false, 'Van Bo', 'Van Anna'],
  ])('hands over the text that gave way where both wrote: %s', (_, annaId, boId, isMine, other, now) => {
    const { anna, bo, id } = twoPeople(annaId, boId);
    anna.leave(0);
    anna.do('editTouchpoint', { id, changes: { title: 'Eerst dit' } });
    anna.do('editTouchpoint', { id, changes: { title: 'Van Anna' } });
    bo.do('editTouchpoint', { id, changes: { title: 'Bo was bezig' } });
    bo.do('editTouchpoint', { id, changes: { title: 'Van Bo' } });
    bo.come(0);
    // However short it was.
    anna.come(1);
    expect(anna.news?.both).toEqual([{ root: 'touchpoints', id, field: 'title', of: now, now, other, isMine }]);
  });

  it('asks to read a message through in which both wrote, and loses neither text', () => {
    const { anna, bo, id, first } = twoPeople();
    const end = first().message.length;
    anna.leave(0);
    anna.do('spliceMessage', { id, index: 0, remove: 0, insert: 'Van Anna. ' });
    bo.do('spliceMessage', { id, index: end, remove: 0, insert: ' Van Bo.' });
    bo.come(0);
    anna.come(AWAY_MS);
    const now = first().message;
    expect(now).toMatch(/^Van Anna\. .* Van Bo\.$/s);
    expect(anna.news?.both).toMatchObject([{ id, field: 'message', now, other: null }]);
  });

  it('goes on with work of before a closed tab', () => {
    const { anna, bo, id } = twoPeople(500, 900);
    anna.leave(0);
    anna.do('editTouchpoint', { id, changes: { title: 'Van Anna' } });
    bo.do('editTouchpoint', { id, changes: { title: 'Van Bo' } });
    bo.come(0);
    anna.closeTab(0);
    anna.do('editTouchpoint', { id, changes: { owner: 'Anna' } });
    anna.come(AWAY_MS);
    bo.receive();
    expect(bo.journey().touchpoints.get(id)).toMatchObject({ title: 'Van Bo', owner: 'Anna' });
    expect(anna.news?.both).toMatchObject([{ field: 'title', other: 'Van Anna', isMine: true }]);
  });

  it('adds to news that nobody has put away yet', () => {
    const { anna, bo, id } = twoPeople();
    const away = (work: () => void) => {
      anna.leave(0);
      work();
      bo.come(0);
      anna.come(AWAY_MS);
      return anna.news ?? { changes: [], both: [] };
    };
    const first = away(() => {
      bo.do('addPersona', { name: 'Ans', summary: '' });
      bo.do('editTouchpoint', { id, changes: { title: 'Van Bo' } });
      anna.do('editTouchpoint', { id, changes: { title: 'Van Anna' } });
    });
    bo.receive();
    const ans = bo.journey().personas.find(({ name }) => name === 'Ans');
    const second = away(() => {
      bo.do('editPersona', { id: ans?.id as never, changes: { name: 'Ans, 40' } });
      bo.do('editTouchpoint', { id, changes: { owner: 'Bo' } });
    });
    const all = addNews(addNews(null, first), second);
    expect(all.both).toEqual(first.both);
    expect(all.changes.map(({ title, kind, fields }) => [title, kind, fields])).toEqual([
      ['Van Bo', 'changed', ['title', 'owner']],
      ['Ans, 40', 'added', []],
    ]);
  });
});
