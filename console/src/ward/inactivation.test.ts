import { describe, expect, it } from 'vitest';
import { byNeed } from './alerts';
import { announcementOf } from './announcement';
import { Bed } from './bed';
import { inactivationText } from './inactivation';
import { remainingText } from './text';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const until = (s: number): string => new Date(NOW + s * 1000).toISOString();
const alarm = (more: object = {}): Record<string, unknown> => ({
  alertId: 'a-1', patient: 'p-1', family: 'HR_HIGH', type: 'RAISED', severity: 'HIGH', seq: 1, open: true, ...more,
});
const off = (more: object = {}): Record<string, unknown> => ({
  alertId: 'o-1', patient: 'p-1', family: 'ALARM_OFF:HR_HIGH', type: 'ALARM_OFF', severity: 'NONE', seq: 2,
  open: true, by: 'nurse-1', note: 'known fibrillation', until: until(3_700), ...more,
});
const pause = (more: object = {}): Record<string, unknown> => ({
  alertId: 'q-1', patient: 'p-1', family: 'AUDIO_PAUSE', type: 'PAUSED', severity: 'NONE', seq: 3,
  open: true, by: 'nurse-1', until: until(90), ...more,
});

function bedAfter(...items: Record<string, unknown>[]): Bed {
  const bed = new Bed('p-1');
  for (const item of items) bed.takeAlert(item);
  bed.publish();
  return bed;
}

const spoken = (bed: Bed): string => announcementOf([bed.view.value], new Set());

describe('an alarm that is off', () => {
  it('is a banner with who, why and how long, and no alarm of its own', () => {
    const { alerts, inactivations } = bedAfter(off()).view.value;
    expect(alerts).toEqual([]);
    expect(inactivations.map((one) => inactivationText(one, NOW)))
      .toEqual(['HR high off · 1 h 2 min left · nurse-1: known fibrillation']);
  });

  it('makes the alarms of its family quiet, raised before or after, and no others', () => {
    const bed = bedAfter(alarm(), off(), alarm({ alertId: 'a-2', family: 'SPO2_LOW', seq: 3 }));
    expect(bed.view.value.alerts.map((one) => `${one.family} ${one.standing}`))
      .toEqual(['SPO2_LOW active', 'HR_HIGH off']);
    expect(spoken(bed)).toContain('SpO₂ low');
    expect(spoken(bed)).not.toContain('HR');
  });

  it('comes back when the alarm is switched on', () => {
    const bed = bedAfter(alarm({ suppressed: true }), off(), off({ type: 'ALARM_ON', open: false, seq: 4 }));
    expect(bed.view.value.alerts[0]?.standing).toBe('active');
    expect(spoken(bed)).toContain('HR high');
  });

  it('comes back at its end even when nobody says so', () => {
    const bed = bedAfter(alarm(), off());
    expect(bed.expire(NOW + 3_699_999)).toBe(false);
    expect(bed.expire(NOW + 3_700_000)).toBe(true);
    bed.publish();
    expect(bed.view.value.alerts[0]?.standing).toBe('active');
    expect(bed.view.value.inactivations).toEqual([]);
  });

  it('is not believed without an end', () => {
    expect(bedAfter(alarm(), off({ until: undefined })).view.value.alerts[0]?.standing).toBe('active');
  });

  it('ends with a new snapshot that does not have it', () => {
    const bed = bedAfter(alarm(), off());
    bed.replaceAlerts([alarm({ type: undefined })]);
    bed.publish();
    expect(bed.view.value.alerts[0]?.standing).toBe('active');
  });

  it('moves no bed forward', () => {
    const low = bedAfter(alarm({ severity: 'LOW' })).view.value;
    expect(bedAfter(alarm(), off()).view.value.need).toBeLessThan(low.need);
    expect([bedAfter(alarm(), off()).view.value.alerts[0]!, low.alerts[0]!].sort(byNeed)[0]).toBe(low.alerts[0]);
  });
});

describe('an audio pause', () => {
  it('mutes what sounded before it and goes on showing it', () => {
    const bed = bedAfter(alarm(), pause());
    expect(bed.view.value.alerts[0]?.standing).toBe('active');
    expect(spoken(bed)).toBe('');
    expect(inactivationText(bed.view.value.inactivations[0]!, NOW)).toBe('Audio paused · 2 min left · nurse-1');
  });

  it('mutes what comes later only as far as the platform says', () => {
    expect(spoken(bedAfter(pause(), alarm({ seq: 4 })))).toContain('HR high');
    expect(spoken(bedAfter(pause(), alarm({ seq: 4, severity: 'MEDIUM', audioPaused: true })))).toBe('');
  });

  it('leaves an escalation audible', () => {
    expect(spoken(bedAfter(alarm({ severity: 'MEDIUM' }), pause(), alarm({ type: 'ESCALATED', seq: 4 }))))
      .toContain('HIGH');
  });
});

describe('the time left', () => {
  it.each([[0, '0 s'], [59_001, '1 min'], [60_001, '2 min'], [3_600_000, '1 h'], [28_800_000, '8 h'], [-5, '0 s']])(
    'of %i ms reads %s', (ms, text) => expect(remainingText(ms)).toBe(text));
});
