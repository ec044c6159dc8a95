import { describe, expect, it } from 'vitest';
import { differing, outcomeOf, place } from './whatif';

const episode = (from: number, to: number | null) => (
  { from, to, severity: 'MEDIUM', value: '89', limit: '< 90', readings: ['vitals.readings/1/2'] });

const outcome = outcomeOf({
  from: '1970-01-01T00:00:00Z', to: '1970-01-01T00:00:10Z', records: 3, counts: { GAINED: 1, SAME: 1 },
  patients: [
    { patient: 'p-1', ward: 'icu-1', judgedByProposal: true, alerts: [{ kind: 'SAME', family: 'HR_LOW', before: episode(1, 2), after: episode(1, 2) }] },
    { patient: 'p-2', ward: 'icu-1', judgedByProposal: true, alerts: [{ kind: 'GAINED', family: 'SPO2_LOW', before: null, after: episode(5_000, null) }] },
  ],
});

describe('what-if', () => {
  it('reads what the server tells', () => {
    expect(outcome.counts.GAINED).toBe(1);
    expect(outcome.counts.LOST).toBe(0);
    expect(outcome.people[1]?.alerts[0]?.after?.value).toBe('89');
  });

  it('shows only who differs', () => {
    expect(differing(outcome).map((person) => person.patient)).toEqual(['p-2']);
  });

  it('places bars inside their lane, wide enough to be seen', () => {
    expect(place(episode(5_000, null), 0, 10_000)).toEqual({ x: 0.5, width: 0.5 });
    expect(place(episode(-5_000, 2_000), 0, 10_000)).toEqual({ x: 0, width: 0.2 });
    expect(place(episode(10_000, 10_000), 0, 10_000)).toEqual({ x: 0.996, width: 0.004 });
  });
});
