import { describe, expect, it } from 'vitest';
import { byNeed, folded, positionText, vitalOf, type Alert } from './alerts';
import { announcementOf } from './announcement';
import type { BedView } from './bed';
import { Bed } from './bed';
import { limitsOf } from './limits';
import { breachText, familyText } from './text';

const RAISED = {
  alertId: 'a-1', patient: 'p-1', family: 'SPO2_LOW', type: 'RAISED', severity: 'MEDIUM', seq: 1,
  occurrence: 1, eventTime: '2026-11-21T10:00:15.000Z', value: '89', limit: '< 90', open: true,
  acked: false, latched: false, retrospective: false, annunciated: true, tier: 0,
  ruleSet: { id: 'adult-continuous', version: 1, hash: '00' },
  readings: [{ topic: 'vitals.readings', partition: 3, first: 88121, last: 88123 }],
};

function after(...events: object[]): Alert | null {
  let alert: Alert | null = null;
  for (const event of events) alert = folded(alert ?? undefined, event as Record<string, unknown>);
  return alert;
}

describe('an alert', () => {
  it('carries its value, its limit and the positions of the readings that caused it', () => {
    const alert = after(RAISED)!;
    expect(alert).toMatchObject({ priority: 'MEDIUM', standing: 'active', worst: '89' });
    expect(breachText(alert)).toBe('89 < 90');
    expect(alert.readings.map(positionText)).toEqual(['vitals.readings/3/88121 … 88123']);
  });

  it('keeps the beginning and the worst value of its episode', () => {
    const alert = after(RAISED,
      { ...RAISED, type: 'UPDATED', seq: 2, value: '84', eventTime: '2026-11-21T10:01:00Z' },
      { ...RAISED, type: 'UPDATED', seq: 3, value: '86', eventTime: '2026-11-21T10:02:00Z', readings: [] })!;
    expect(alert).toMatchObject({ value: '86', worst: '84', raisedAt: Date.parse(RAISED.eventTime) });
    expect(alert.readings).toHaveLength(1);
  });

  it('tells how far it has eased, not the limit that eased it as if that were broken', () => {
    const eased = after({ ...RAISED, severity: 'HIGH', value: '78', limit: '< 80' },
      { ...RAISED, seq: 2, type: 'DEESCALATED', value: '83', limit: '>= 82' })!;
    expect(eased).toMatchObject({ worst: '78' });
    expect(breachText(eased)).toBe('78 → 83');
    expect(limitsOf('spo2', null, [eased])).toEqual([]);
  });

  it('has a limit to draw when it is one of the vital, not of seconds or of a rise', () => {
    const limits = (family: string, limit: string): number[] =>
      limitsOf('hr', null, [{ ...after(RAISED)!, family, limit }]).map((one) => one.value);
    expect(limits('HR_HIGH', '> 120')).toEqual([120]);
    expect(limits('SIGNAL_LOST:hr', '>= 30 s')).toEqual([]);
    expect(limits('HR_RISE', '> 30 in 300 s')).toEqual([]);
  });

  it('does not go back when an older event comes again', () => {
    const alert = after(RAISED, { ...RAISED, seq: 2, type: 'ESCALATED', severity: 'HIGH' }, RAISED);
    expect(alert).toMatchObject({ priority: 'HIGH', seq: 2 });
  });

  it('stays acknowledged while de-escalating and needs attention again when it escalates', () => {
    const acked = after(RAISED, { ...RAISED, seq: 2, type: 'ACKED', acked: true, by: 'nurse-1' });
    expect(acked).toMatchObject({ standing: 'acked', by: 'nurse-1' });
    const worse = folded(acked!, { ...RAISED, seq: 3, type: 'ESCALATED', severity: 'HIGH', acked: false });
    expect(worse).toMatchObject({ standing: 'active', priority: 'HIGH' });
  });

  it('stays, as what it was, when it is over but latched', () => {
    const latched = { ...RAISED, seq: 3, type: 'CLEARED', severity: 'NONE', latched: true };
    expect(after({ ...RAISED, severity: 'HIGH' }, latched))
      .toMatchObject({ standing: 'latched', priority: 'HIGH' });
    expect(after(latched)).toMatchObject({ standing: 'latched', priority: 'HIGH' });
  });

  it('goes when it closes', () => {
    expect(after(RAISED, { ...RAISED, seq: 2, type: 'CLEARED', severity: 'NONE', open: false })).toBeNull();
  });

  it('found in late data does not flash until its first fresh sample', () => {
    const late = { ...RAISED, retrospective: true, annunciated: false };
    expect(after(late)).toMatchObject({ standing: 'late' });
    expect(after(late, { ...RAISED, seq: 2, type: 'UPDATED', retrospective: true, annunciated: true }))
      .toMatchObject({ standing: 'active' });
  });

  it('once active is not hidden by a late correction', () => {
    expect(after(RAISED, { ...RAISED, seq: 2, type: 'UPDATED', retrospective: true, annunciated: false }))
      .toMatchObject({ standing: 'active' });
  });

  it('shows that its signal is lost, until it comes back', () => {
    const stale = after(RAISED, { ...RAISED, seq: 2, type: 'UPDATED', stale: true });
    expect(stale).toMatchObject({ stale: true, standing: 'active' });
    expect(folded(stale!, { ...RAISED, seq: 3, type: 'UPDATED' })).toMatchObject({ stale: false });
  });

  it('keeps who acknowledged when somebody else sees it', () => {
    expect(after(RAISED, { ...RAISED, seq: 2, type: 'ACKED', acked: true, by: 'nurse-1' },
      { ...RAISED, seq: 3, type: 'SEEN', acked: true, by: 'nurse-2' }))
      .toMatchObject({ standing: 'acked', by: 'nurse-1', seen: true });
  });

  it('comes before a lesser one, and unacknowledged before acknowledged', () => {
    const medium = after(RAISED)!;
    const high = after({ ...RAISED, severity: 'HIGH' })!;
    const acked = after({ ...RAISED, severity: 'HIGH', acked: true })!;
    expect([medium, acked, high].sort(byNeed)).toEqual([high, acked, medium]);
  });

  it.each([
    ['SPO2_LOW', 'spo2', 'SpO₂ low'], ['HR_HIGH', 'hr', 'HR high'],
    ['SIGNAL_LOST:SPO2', 'spo2', 'Signal lost SpO₂'], ['SIGNAL_LOST', null, 'Signal lost'],
    ['TEMP_RISE', 'temp', 'Temp rising'], ['NEWS2', null, 'NEWS2'],
  ])('of family %s watches %s and reads "%s"', (family, vital, text) => {
    expect(vitalOf(family)).toBe(vital);
    expect(familyText(family)).toBe(text);
  });
});

describe('the announcement', () => {
  function bedWith(...events: object[]): BedView {
    const bed = new Bed('p-1');
    bed.takePerson({ bed: '12' });
    for (const event of events) bed.takeAlert(event as Record<string, unknown>);
    bed.publish();
    return bed.view.value;
  }

  it('reads a new alert once, and again when it escalates', () => {
    const announced = new Set<string>();
    expect(announcementOf([bedWith(RAISED)], announced)).toBe('MEDIUM: bed 12, SpO₂ low 89 < 90.');
    expect(announcementOf([bedWith(RAISED)], announced)).toBe('');
    const high = { ...RAISED, seq: 2, severity: 'HIGH', value: '78', limit: '< 80' };
    expect(announcementOf([bedWith(RAISED, high)], announced)).toBe('HIGH: bed 12, SpO₂ low 78 < 80.');
  });

  it('leaves out what somebody has acknowledged', () => {
    expect(announcementOf([bedWith({ ...RAISED, acked: true })], new Set())).toBe('');
  });
});
