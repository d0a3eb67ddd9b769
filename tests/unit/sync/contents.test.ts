import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { recordOf } from '@/lib/collab/document';
import { newId, type TouchpointId } from '@/lib/core/ids';
import { LIMITS } from '@/lib/journey/limits';
import { ROLES, type Role } from '@/lib/method/roles';
import { aCopy } from '@/tests/support/collab';
import { FIELDS, FORGERIES, type Forgery, JOURNEY, record } from '@/tests/support/forgeries';
import { add, aForger, aRecordLike, theRecord } from '@/tests/support/forgery';
import { aGate, anAuthor, NOT_YOURS, refused, updatesOf } from '@/tests/support/gate';

// Written out, not asked of permissions.ts: this is what that file must come down to.
const EDITORS = ROLES.filter((role) => role !== 'observer');
const mayApprove = (role: Role): boolean => role === 'facilitator' || role === 'projectLead';

/** What a page sends after it did something to its copy. */
function forged(forge: Forgery): readonly Uint8Array[] {
  const doc = aForger(JOURNEY.seed);
  return updatesOf({ doc }, () => forge(doc));
}

describe('the gate refuses (T20, S6)', () => {
  it.each(ROLES)('every forgery of a page of the role %s, as an edit and as an answer', (role) => {
    const { judge, passed } = aGate(JOURNEY.seed);
    const author = anAuthor(role);
    const accepted: string[] = [];
    let cases = 0;
    for (const [name, forge] of Object.entries(FORGERIES)) {
      const update = Y.mergeUpdates([...forged(forge)]);
      for (const isAnswer of [false, true]) {
        cases += 1;
        const verdict = judge(update, author, isAnswer);
        const isNamed = verdict.kind === 'refused' && verdict.reason === (role === 'observer' ? 'readOnly' : 'invalid');
        if (!isNamed) accepted.push(`${name}: ${JSON.stringify(verdict)}`);
      }
    }
    expect(accepted).toEqual([]);
    expect(cases).toBeGreaterThan(500);
    expect(passed).toEqual([]);
    // After all of that, honest work still passes.
    const copy = aCopy(JOURNEY.seed);
    const honest = updatesOf(copy, () => copy.done('editPersona', { id: JOURNEY.persona, changes: { name: 'Ans' } }));
    for (const update of honest) expect(judge(update, anAuthor())).toMatchObject({ kind: 'news' });
  });

  it.each(ROLES)('the role %s what it may not approve, and nothing else', (role) => {
    const may = mayApprove(role);
    const settings: Record<string, [Forgery, boolean]> = {
      approve: [(doc) => theRecord(doc, 'touchpoints', JOURNEY.plain).set('status', 'approved'), may],
      'take an approval back': [(doc) => theRecord(doc, 'touchpoints', JOURNEY.approved).set('status', 'idea'), may],
      'delete and set': [
        (doc) =>
          doc.transact(() => {
            theRecord(doc, 'touchpoints', JOURNEY.approved).delete('status');
            theRecord(doc, 'touchpoints', JOURNEY.approved).set('status', 'idea');
          }),
        may,
      ],
      'set twice in one': [
        (doc) =>
          doc.transact(() => {
            theRecord(doc, 'touchpoints', JOURNEY.plain).set('status', 'review');
            theRecord(doc, 'touchpoints', JOURNEY.plain).set('status', 'approved');
          }),
        may,
      ],
      'bring a touchpoint that is approved already': [
        (doc) => add(doc, 'touchpoints', newId(), aRecordLike(doc, 'touchpoints', JOURNEY.approved)),
        may,
      ],
      'set another status': [(doc) => theRecord(doc, 'touchpoints', JOURNEY.plain).set('status', 'review'), true],
      'say again that it is approved': [
        (doc) => theRecord(doc, 'touchpoints', JOURNEY.approved).set('status', 'approved'),
        true,
      ],
    };
    for (const [name, [forge, isAllowed]] of Object.entries(settings)) {
      const { judge } = aGate(JOURNEY.seed);
      const kinds = forged(forge).map((update) => judge(update, anAuthor(role)).kind);
      expect([name, kinds]).toEqual([name, [isAllowed && role !== 'observer' ? 'news' : 'refused']]);
    }
  });

  it('what makes a message too long or unreadable, also when all that was there before was let pass piece by piece', () => {
    const { judge } = aGate(JOURNEY.seed);
    const author = anAuthor();
    const doc = aForger(JOURNEY.seed, 78);
    const text = theRecord(doc, 'touchpoints', JOURNEY.plain).get('message') as Y.Text;
    const typed = (at: number, letters: string) =>
      Y.mergeUpdates([...updatesOf({ doc }, () => text.insert(at, letters))]);
    for (let left = LIMITS.messageMerged - text.length; left > 0; left -= Math.min(left, 999))
      expect(judge(typed(text.length >> 1, 'x'.repeat(Math.min(left, 999))), author).kind).toBe('news');
    expect(text.length).toBe(LIMITS.messageMerged);
    const full = Y.encodeStateAsUpdate(doc);
    expect(judge(typed(100, 'y'), author)).toEqual(refused('invalid'));
    const again = aForger(full, 79);
    const other = theRecord(again, 'touchpoints', JOURNEY.plain).get('message') as Y.Text;
    const shorter = updatesOf({ doc: again }, () => other.delete(50, 100));
    for (const update of shorter) expect(judge(update, author).kind).toBe('news');
    const spoiled = updatesOf({ doc: again }, () => other.insert(70, '\u0007'));
    for (const update of spoiled) expect(judge(update, author)).toEqual(refused('invalid'));
  });

  it('letters under the client id of somebody else, and touches no id that it refused (S11)', () => {
    const { judge } = aGate(JOURNEY.seed);
    const anna = aCopy(JOURNEY.seed, 'writer', 77);
    const author = anAuthor();
    const edit = (title: string) =>
      updatesOf(anna, () => anna.done('editTouchpoint', { id: JOURNEY.plain, changes: { title } }));
    for (const update of edit('Een')) expect(judge(update, author).kind).toBe('news');
    const doc = aForger(Y.encodeStateAsUpdate(anna.doc), 77);
    const stolen = updatesOf({ doc }, () => record(doc, 'touchpoints').set('title', 'Gekaapt'));
    for (const update of stolen) expect(judge(update, anAuthor('facilitator'))).toEqual(NOT_YOURS);
    for (const update of edit('Twee')) expect(judge(update, author).kind).toBe('news');
  });
});

/** What a role that may edit may do: bring a new record, and set every field. */
const GOOD_WORK: Record<string, Forgery> = {};
for (const root of ['personas', 'touchpoints'] as const) {
  const id = root === 'personas' ? JOURNEY.persona : JOURNEY.plain;
  GOOD_WORK[`a new record in ${root}`] = (doc) => add(doc, root, newId(), aRecordLike(doc, root, id));
  for (const [field, { valid, isFixed }] of Object.entries(FIELDS[root]))
    if (!isFixed) GOOD_WORK[`${root}.${field}`] = (doc) => record(doc, root).set(field, valid);
}

describe('the gate, of the very same work (S11)', () => {
  const ANNA = 77;
  it.each(ROLES)('refuses the role %s all of it under the client id of somebody else', (role) => {
    const { judge, passed } = aGate(JOURNEY.seed);
    const doc = aForger(JOURNEY.seed, ANNA);
    const [hers] = updatesOf({ doc }, () => record(doc, 'touchpoints').set('title', 'Van Anna'));
    expect(hers && judge(hers, anAuthor()).kind).toBe('news');
    const whole = Y.encodeStateAsUpdate(doc);
    for (const [name, work] of Object.entries(GOOD_WORK)) {
      const [own, forged] = [undefined, ANNA].map((clientId) => {
        const forger = aForger(whole, clientId);
        return Y.mergeUpdates([...updatesOf({ doc: forger }, () => work(forger))]);
      });
      if (!own || !forged) throw new Error('no updates');
      const fine = aGate(whole).judge(own, anAuthor(role)).kind;
      const verdicts = [false, true].map((isAnswer) => judge(forged, anAuthor(role), isAnswer));
      const no = role === 'observer' ? refused('readOnly', false) : NOT_YOURS;
      expect([name, fine, ...verdicts]).toEqual([name, role === 'observer' ? 'refused' : 'news', no, no]);
    }
    expect(passed).toEqual([hers]);
  });
});

describe('the gate lets pass (T20)', () => {
  it.each(EDITORS)('every valid value that the role %s sets in a field', (role) => {
    for (const root of ['personas', 'touchpoints'] as const) {
      for (const [field, { valid, isNullable, isFixed }] of Object.entries(FIELDS[root])) {
        if (isFixed) continue;
        const values = isNullable ? [valid, null] : [valid];
        const kinds = values.map((value) => {
          const { judge } = aGate(JOURNEY.seed);
          return forged((doc) => record(doc, root).set(field, value)).map((one) => judge(one, anAuthor(role)).kind);
        });
        expect([root, field, ...kinds.flat()]).toEqual([root, field, ...values.map(() => 'news')]);
      }
    }
  });

  it('a persona laid on the table of others while one is in the bin', () => {
    const { judge } = aGate(JOURNEY.seed);
    const copy = aCopy(JOURNEY.seed, 'writer');
    const updates = updatesOf(copy, () => {
      copy.done('removePersona', { id: JOURNEY.persona });
      const { id } = copy.done('addPersona', { name: 'Ans', summary: '' });
      copy.done('moveTouchpoint', { id: JOURNEY.plain as TouchpointId, personaId: id, phase: 'care' });
      copy.done('restorePersona', { id: JOURNEY.persona });
    });
    const author = anAuthor();
    expect(updates.map((update) => judge(update, author).kind)).toEqual(updates.map(() => 'news'));
    expect(recordOf(copy.doc, 'touchpoints', JOURNEY.plain)).toBeDefined();
  });
});
