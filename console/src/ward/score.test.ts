import { describe, expect, it } from 'vitest';
import { news2Of } from './news2';
import { isTelling, isUrgent, scoreText } from './score';

const incomplete = (totalMin: number) => news2Of({
  status: 'INCOMPLETE', mode: 'CONTINUOUS', totalMin, totalMax: 17, bandMin: 'LOW', bandMax: 'HIGH', missing: ['temp'],
})!;
const complete = (total: number, mode: string) => news2Of({ status: 'COMPLETE', mode, total, band: 'MEDIUM' })!;
const none = news2Of({ status: 'NOT_APPLICABLE', reason: 'UNDER_16' })!;

describe('a score on a tile', () => {
  it('is shown as it was charted, as an estimate, as a bound, or not at all', () => {
    expect(scoreText(complete(7, 'OBSERVATION_SET'))).toBe('7');
    expect(scoreText(complete(7, 'CONTINUOUS'))).toBe('≈7');
    expect(scoreText(incomplete(5))).toBe('≥5');
    expect(scoreText(none)).toBe('–');
  });

  it('takes a place when something is known of it', () => {
    expect([complete(0, 'CONTINUOUS'), incomplete(2), incomplete(3), none].map(isTelling)).toEqual([true, false, true, false]);
  });

  it('is emphasised from an urgent response on, by what it is at least', () => {
    expect([complete(4, 'CONTINUOUS'), complete(5, 'CONTINUOUS'), incomplete(4), incomplete(5)].map(isUrgent))
      .toEqual([false, true, false, true]);
  });
});
