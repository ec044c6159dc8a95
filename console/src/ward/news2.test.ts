import { describe, expect, it } from 'vitest';
import { news2Of } from './news2';

const T = '2026-11-21T10:00:20.000Z';
const BASE = { scale: 1, mode: 'OBSERVATION_SET', at: T, oldest: T, bandMin: 'HIGH', bandMax: 'HIGH', totalMin: 7, totalMax: 7, red: ['rr'], missing: [] };
const INPUTS = [
  { vital: 'rr', value: 25, t: T, score: 3 }, { vital: 'spo2', value: 95, t: T, score: 1 }, { vital: 'o2', value: true, t: T, score: 2 },
  { vital: 'sbp', value: 120, t: T, score: 0 }, { vital: 'hr', value: 95, t: T, score: 1 }, { vital: 'acvpu', value: 'A', t: T, score: 0 },
  { vital: 'temp', value: 37, t: T, score: 0 },
];

describe('a score', () => {
  it('that is complete has its total, its band and seven parts in the order of the chart', () => {
    const score = news2Of({ ...BASE, status: 'COMPLETE', total: 7, band: 'HIGH', inputs: INPUTS });
    expect(score).toMatchObject({ status: 'COMPLETE', total: 7, band: 'HIGH', mode: 'OBSERVATION_SET' });
    expect(score?.status === 'COMPLETE' && score.parts.map((part) => [part.name, part.value, part.score, part.red])).toEqual([
      ['rr', '25', 3, true], ['spo2', '95', 1, false], ['o2', 'true', 2, false], ['sbp', '120', 0, false],
      ['pulse', '95', 1, false], ['acvpu', 'A', 0, false], ['temp', '37', 0, false],
    ]);
  });

  it('that is incomplete has bounds, what is missing, and nothing in the place of what is', () => {
    const score = news2Of({
      ...BASE, status: 'INCOMPLETE', mode: 'CONTINUOUS', totalMin: 5, totalMax: 8, bandMin: 'MEDIUM', missing: ['temp'], inputs: INPUTS.slice(0, 6),
    });
    expect(score).toMatchObject({ status: 'INCOMPLETE', least: 5, most: 8, bandLeast: 'MEDIUM', bandMost: 'HIGH', missing: ['temp'] });
    expect(score).not.toHaveProperty('total');
    expect(score?.status === 'INCOMPLETE' && score.parts.at(-1)).toEqual({ name: 'temp', value: null, t: null, score: null, red: false });
  });

  it('that does not apply says why and has no number', () => {
    expect(news2Of({ status: 'NOT_APPLICABLE', reason: 'NEWS2 is not for patients under 16 years', total: 3 }))
      .toEqual({ status: 'NOT_APPLICABLE', reason: 'NEWS2 is not for patients under 16 years' });
  });

  it.each([
    undefined, null, 7, {}, { status: 'COMPLETE', total: 7 }, { ...BASE, status: 'COMPLETE', band: 'HIGH' },
    { ...BASE, status: 'INCOMPLETE', totalMin: undefined }, { ...BASE, status: 'SOMETHING', total: 7, band: 'HIGH' },
  ])('that cannot be told truthfully is none: %j', (json) => {
    expect(news2Of(json)).toBeNull();
  });
});
