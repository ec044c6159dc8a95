import { describe, expect, it } from 'vitest';
import { curvesOf, whyOf } from './why';

const reading = (offset: number, second: number, values: object, deciding: string[], more: object = {}): object => ({
  at: `vitals.readings/3/${offset}`, device: 'mon-7', t: `2026-11-21T10:00:${String(second).padStart(2, '0')}.000Z`,
  arrived: `2026-11-21T10:00:${String(second).padStart(2, '0')}.120Z`, values, deciding, ...more,
});
const event = (seq: number, type: string, severity: string, limit: string, readings: object[]): object =>
  ({ at: `alerts.events/3/${seq}`, seq, type, severity, limit, value: '89', eventTime: '2026-11-21T10:00:20.000Z', readings,
    ruleSet: { id: 'adult-continuous', version: 1, hash: '0f1e' } });
const why = (events: object[], missing: object[] = []) => whyOf({ alert: { family: 'SPO2_LOW' }, events, missing });

describe('why', () => {
  it('has every reading once, in order of time, with its place in the log', () => {
    const { causes } = why([
      event(2, 'ESCALATED', 'HIGH', '< 80', [reading(11, 9, { spo2: '79' }, ['spo2']), reading(10, 5, { spo2: '89' }, [])]),
      event(1, 'RAISED', 'MEDIUM', '< 90', [reading(10, 5, { spo2: '89', hr: '70' }, ['spo2'])]),
    ]);
    expect(causes.map(({ topic, partition, offset, steps }) => [topic, partition, offset, steps])).toEqual([
      ['vitals.readings', '3', '10', [2, 1]], ['vitals.readings', '3', '11', [2]],
    ]);
    expect(causes[0]!.values).toEqual([
      { name: 'spo2', vital: 'spo2', text: '89', unit: null, isDeciding: true },
      { name: 'hr', vital: 'hr', text: '70', unit: null, isDeciding: false },
    ]);
  });

  it('tells two readings of one put apart', () => {
    const one = [reading(10, 5, { spo2: '89' }, ['spo2']), reading(10, 6, { spo2: '88' }, ['spo2'])];
    expect(why([event(1, 'RAISED', 'MEDIUM', '< 90', one)]).causes).toHaveLength(2);
  });

  it('keeps what could not be read, and why', () => {
    const missing = [{ topic: 'vitals.readings', partition: 3, first: 1, last: 9, why: 'retention' }];
    expect(why([], missing).missing).toEqual([{ topic: 'vitals.readings', partition: '3', first: '1', last: '9', why: 'retention' }]);
  });
});

describe('curves', () => {
  it('are of the vitals that decided, with the limits in force', () => {
    const [curve, ...others] = curvesOf(why([
      event(1, 'RAISED', 'MEDIUM', '< 90', [reading(1, 1, { spo2: '95', hr: '70' }, []), reading(2, 2, { spo2: '89' }, ['spo2'])]),
      event(2, 'ESCALATED', 'HIGH', '< 80', [reading(3, 3, { spo2: '79' }, ['spo2'])]),
    ]));
    expect(others).toEqual([]);
    expect(curve).toMatchObject({
      vital: 'spo2', values: [95, 89, 79], deciding: [1, 2],
      limits: [{ value: 90, priority: 'MEDIUM' }, { value: 80, priority: 'HIGH' }],
    });
  });

  it('draw no letters, no other units, and no limits that are words', () => {
    const curves = curvesOf(why([event(1, 'RAISED', 'HIGH', 'a single 3', [
      reading(1, 1, { acvpu: 'V', temp: '100.4', rr: '26' }, ['acvpu', 'temp', 'rr'], { units: { temp: '[degF]' } }),
    ])]));
    expect(curves.map(({ vital, limits }) => [vital, limits])).toEqual([['rr', []]]);
  });
});
