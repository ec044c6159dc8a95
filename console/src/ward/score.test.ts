import { describe, expect, it } from 'vitest';
import { isTelling, scoreOf, scoreText } from './score';

const news2 = (more: object): Readonly<Record<string, unknown>> => ({ patient: 'p-1', news2: more });
const text = (more: object): string => scoreText(scoreOf(news2(more))!);

describe('a score', () => {
  it('is shown as it was charted, as an estimate, as a range, or not at all', () => {
    expect(text({ status: 'COMPLETE', mode: 'OBSERVATION_SET', total: 7, band: 'HIGH' })).toBe('7');
    expect(text({ status: 'COMPLETE', mode: 'CONTINUOUS', total: 7, band: 'HIGH' })).toBe('≈7');
    expect(text({ status: 'INCOMPLETE', mode: 'CONTINUOUS', totalMin: 5, totalMax: 8 })).toBe('≥5');
    expect(text({ status: 'NOT_APPLICABLE', mode: 'CONTINUOUS', reason: 'UNDER_16' })).toBe('–');
  });

  it('is worth a place when something is known of it', () => {
    const telling = (more: object): boolean => isTelling(scoreOf(news2({ mode: 'CONTINUOUS', ...more }))!);
    expect(telling({ status: 'COMPLETE', total: 0 })).toBe(true);
    expect(telling({ status: 'INCOMPLETE', totalMin: 0, totalMax: 17 })).toBe(false);
    expect(telling({ status: 'INCOMPLETE', totalMin: 3, totalMax: 17 })).toBe(true);
    expect(telling({ status: 'NOT_APPLICABLE' })).toBe(false);
  });

  it('is none where the platform has scored nothing', () => {
    expect(scoreOf({ patient: 'p-1', latest: {} })).toBeNull();
    expect(scoreOf(news2({ status: 'SOMETHING_NEW' }))).toBeNull();
  });

  it('tells its parts with their points and times', () => {
    const inputs = [{ vital: 'rr', value: 25, t: '2026-11-21T10:00:20.000Z', score: 3 }, { vital: '?', value: 1 }];
    expect(scoreOf(news2({ status: 'COMPLETE', mode: 'OBSERVATION_SET', total: 3, inputs }))?.parts)
      .toEqual([{ vital: 'rr', text: '25', t: Date.parse('2026-11-21T10:00:20Z'), score: 3 }]);
  });
});
