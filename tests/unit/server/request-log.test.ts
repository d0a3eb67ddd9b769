import { describe, expect, it } from 'vitest';
import { loggable } from '@/server/http/request-log';
import { createLog } from '@/server/log';

describe('the log (S38, P12)', () => {
  it('leaves the secret of a calendar address out, and cuts endless paths', () => {
    expect(loggable('/api/calendar/feed/s3cr3t.ics')).toBe('/api/calendar/feed/…');
    expect(loggable(`/${'a'.repeat(5000)}`)).toHaveLength(200);
    expect(loggable('/api/sessions/abc')).toBe('/api/sessions/abc');
  });

  it('takes fields with secrets away and keeps every entry on one line', () => {
    const lines: string[] = [];
    const log = createLog({ logLevel: 'info' }, { write: (line: string) => void lines.push(line) });
    log.info({ token: 's3cr3t', request: { cookie: 's3cr3t', password: 's3cr3t' }, path: '/a\n{"level":60}' }, 'x');
    log.debug('not at this level');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toMatch(/s3cr3t|\n/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ path: '/a\n{"level":60}', token: '[removed]' });
  });
});
