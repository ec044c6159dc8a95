import { describe, expect, it } from 'vitest';
import { folded, type Alert } from '../ward/alerts';
import { begins, soundingOf } from './sounding';

function alert(alertId: string, severity: string, more: object = {}): Alert {
  return {
    ...folded(undefined, { alertId, patient: 'p-1', family: 'HR_HIGH', severity, seq: 1, open: true, ...more })!,
    ...('off' in more ? { standing: 'off' } : {}),
  };
}

const heard = (...alerts: Alert[]): string | null => soundingOf(alerts, false)?.priority ?? null;

describe('what is heard', () => {
  it('is the highest priority, and what has it', () => {
    const sounding = soundingOf([alert('a', 'LOW'), alert('b', 'HIGH'), alert('c', 'HIGH'), alert('d', 'MEDIUM')], false);
    expect(sounding?.priority).toBe('HIGH');
    expect(sounding?.causes).toEqual(new Set(['b 1 1', 'c 1 1']));
  });

  it('is nothing when nothing is open', () => {
    expect(heard()).toBeNull();
  });

  it.each([
    ['is acknowledged', { acked: true }],
    ['is paused', { audioPaused: true }],
    ['is off', { off: true }],
    ['was found in late data', { retrospective: true }],
    ['is latched and paused', { severity: 'NONE', latched: true, audioPaused: true }],
  ])('is no alert that %s', (_, more) => {
    expect(heard(alert('a', 'HIGH', more))).toBeNull();
  });

  it('is a latched alert until somebody acknowledges it', () => {
    expect(heard(alert('a', 'NONE', { latched: true }))).toBe('HIGH');
  });

  it('goes on with the others when one is acknowledged', () => {
    expect(heard(alert('a', 'HIGH', { acked: true }), alert('b', 'MEDIUM'))).toBe('MEDIUM');
  });

  it('is the link when it is lost, unless something is more urgent', () => {
    expect(soundingOf([], true)?.priority).toBe('MEDIUM');
    expect(soundingOf([alert('a', 'HIGH')], true)?.priority).toBe('HIGH');
  });
});

describe('a burst', () => {
  const first = soundingOf([alert('a', 'MEDIUM')], false)!;

  it('begins at once when another alert comes, or the same sounds anew', () => {
    expect(begins(null, first)).toBe(true);
    expect(begins(first, soundingOf([alert('a', 'MEDIUM'), alert('b', 'MEDIUM')], false)!)).toBe(true);
    const again = folded(alert('a', 'MEDIUM'), {
      alertId: 'a', patient: 'p-1', family: 'HR_HIGH', severity: 'MEDIUM', type: 'RAISED', occurrence: 2, seq: 9, open: true,
    })!;
    expect(begins(first, soundingOf([again], false)!)).toBe(true);
  });

  it('keeps its beat while nothing new sounds, also when one of several is silenced', () => {
    expect(begins(first, soundingOf([alert('a', 'MEDIUM')], false)!)).toBe(false);
    const both = soundingOf([alert('a', 'MEDIUM'), alert('b', 'MEDIUM')], false)!;
    expect(begins(both, first)).toBe(false);
  });

  it('begins anew when the priority falls', () => {
    expect(begins(soundingOf([alert('a', 'HIGH')], false), first)).toBe(true);
  });
});
