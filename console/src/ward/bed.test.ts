import { describe, expect, it } from 'vitest';
import { rowsOf } from '../wall/tile';
import { Bed } from './bed';

const T = Date.parse('2026-11-21T10:00:00Z');

function reading(s: number, values: object): Record<string, unknown> {
  return { patient: 'p-1', readings: [{ t: new Date(T + s * 1000).toISOString(), ...values }] };
}

function tile(bed: Bed, atS: number, linkLost = false) {
  bed.publish();
  return rowsOf(bed.view.value, T + atS * 1000, linkLost)
    .map((row) => `${row.label} ${row.big} ${row.freshness} ${row.note}`);
}

describe('a tile', () => {
  it('shows the newest values with their age', () => {
    const bed = new Bed('p-1');
    bed.takeVitals(reading(0, { hr: 72, spo2: 97.5, rr: 16 }));
    bed.takeVitals(reading(8, { hr: 74 }));
    expect(tile(bed, 10)).toEqual(['HR 74 fresh now', 'SpO₂ 97.5 fresh 10 s', 'RR 16 fresh 10 s']);
  });

  it('is not set back by late readings', () => {
    const bed = new Bed('p-1');
    bed.takeVitals(reading(10, { hr: 74 }));
    bed.takeVitals(reading(0, { hr: 60 }));
    expect(tile(bed, 10)[0]).toBe('HR 74 fresh now');
  });

  it('marks values older than 15 s as stale and gives up on them after a minute', () => {
    const bed = new Bed('p-1');
    bed.takeVitals(reading(0, { hr: 72 }));
    expect(tile(bed, 15)[0]).toBe('HR 72 fresh 15 s');
    expect(tile(bed, 16)[0]).toBe('HR 72 stale 16 s');
    expect(tile(bed, 61)[0]).toBe('HR –– lost was 72, 1 min ago');
    expect(tile(bed, 61)[1]).toBe('SpO₂ –– none no value');
  });

  it('calls nothing current while the link is lost', () => {
    const bed = new Bed('p-1');
    bed.takeVitals(reading(0, { hr: 72 }));
    expect(tile(bed, 1, true)[0]).toBe('HR 72 stale now');
  });

  it('shows no number for a vital whose signal is lost', () => {
    const bed = new Bed('p-1');
    bed.takeVitals(reading(0, { hr: 72, spo2: 97 }));
    bed.takeAlert({ alertId: 'a', patient: 'p-1', family: 'SIGNAL_LOST:SPO2', severity: 'MEDIUM', seq: 1 });
    expect(tile(bed, 6).slice(0, 2)).toEqual(['HR 72 fresh 5 s', 'SpO₂ –– lost was 97, 5 s ago']);
  });

  it('shows the pulse where there is no fresher heart rate', () => {
    const bed = new Bed('p-1');
    bed.takeVitals(reading(0, { hr: 72, pulse: 71 }));
    expect(tile(bed, 1)[0]).toMatch(/^HR 72/);
    bed.takeVitals(reading(20, { pulse: 70 }));
    expect(tile(bed, 21)[0]).toMatch(/^Pulse 70/);
  });

  it.each([
    ['a list', { values: [{ vital: 'O2_FLOW', value: '2.5', t: T }, { vital: 'hr', value: '72', t: T }] }],
    ['an object', { latest: { o2Flow: { value: 2.5, t: T }, hr: { value: 72, t: T } } }],
  ])('takes a snapshot given as %s', (_, item) => {
    const bed = new Bed('p-1');
    bed.takeVitals(item);
    bed.publish();
    expect(bed.view.value.values).toMatchObject({ hr: { text: '72' }, o2Flow: { text: '2.5' } });
  });

  it('marks a value in breach only while it is current and its condition stands', () => {
    const bed = new Bed('p-1');
    const alert = { alertId: 'a', patient: 'p-1', family: 'HR_HIGH', severity: 'HIGH', seq: 1 };
    bed.takeVitals(reading(0, { hr: 155 }));
    bed.takeAlert(alert);
    bed.publish();
    expect(rowsOf(bed.view.value, T, false)[0]).toMatchObject({ breach: true, direction: '▲' });
    expect(rowsOf(bed.view.value, T + 16_000, false)[0]).toMatchObject({ breach: false });
    bed.takeAlert({ ...alert, seq: 2, severity: 'NONE', latched: true });
    bed.publish();
    expect(rowsOf(bed.view.value, T, false)[0]).toMatchObject({ breach: false, direction: '' });
  });
});
