import { describe, expect, it } from 'vitest';
import { folded, type Alert } from '../ward/alerts';
import type { BedView } from '../ward/bed';
import type { Ward } from '../ward/ward';
import { byWaiting, HOLD_MS, Inbox, SUDDEN_MS, type Entry } from './inbox';

function alert(alertId: string, severity: string, minute: number, more: object = {}): Alert {
  return folded(undefined, {
    alertId, patient: 'p-1', family: 'HR_HIGH', severity, seq: 1, open: true,
    raisedAt: `2026-11-21T12:${String(minute).padStart(2, '0')}:00Z`, ...more,
  })!;
}

function entries(...alerts: Alert[]): Entry[] {
  return alerts.map((one) => ({ alert: one, bed: {} as BedView, ward: {} as Ward }));
}

const shown = (inbox: Inbox): string[] => inbox.lines.value.map((line) => `${line.alert.alertId}${line.gone ? ' gone' : ''}`);

describe('the order of the inbox', () => {
  it('is priority, then whether nobody knows, then tier, then age', () => {
    const alerts = [
      alert('new', 'HIGH', 9), alert('acked', 'HIGH', 1, { acked: true }), alert('medium', 'MEDIUM', 0),
      alert('old', 'HIGH', 2), alert('low', 'LOW', 0), alert('escalated', 'HIGH', 8, { tier: 1 }),
    ];
    expect(alerts.sort(byWaiting).map((one) => one.alertId))
      .toEqual(['escalated', 'old', 'new', 'acked', 'medium', 'low']);
  });
});

describe('the inbox', () => {
  it('is sorted as long as nobody is at it', () => {
    const inbox = new Inbox();
    inbox.update(entries(alert('a', 'MEDIUM', 1)), 0);
    inbox.update(entries(alert('b', 'HIGH', 2), alert('a', 'MEDIUM', 1)), 1);
    expect(shown(inbox)).toEqual(['b', 'a']);
  });

  it('moves nothing under a finger, and says how much has changed', () => {
    const inbox = new Inbox();
    inbox.update(entries(alert('a', 'MEDIUM', 1), alert('b', 'LOW', 1)), 0);
    inbox.hold(10);
    inbox.update(entries(alert('x', 'HIGH', 2), alert('b', 'LOW', 1)), 20);
    expect(shown(inbox)).toEqual(['a gone', 'b', 'x']);
    expect(inbox.changes.value).toBe(2);
    inbox.release(30);
    expect(shown(inbox)).toEqual(['x', 'b']);
    expect(inbox.changes.value).toBe(0);
  });

  it('is sorted again when a finger has rested long enough', () => {
    const inbox = new Inbox();
    inbox.update(entries(alert('a', 'MEDIUM', 1)), 0);
    inbox.hold(0);
    const both = entries(alert('x', 'HIGH', 2), alert('a', 'MEDIUM', 1));
    inbox.update(both, HOLD_MS - 1);
    expect(shown(inbox)).toEqual(['a', 'x']);
    inbox.update(both, HOLD_MS);
    expect(shown(inbox)).toEqual(['x', 'a']);
  });

  it('shows what an alert has become, in its place', () => {
    const inbox = new Inbox();
    inbox.update(entries(alert('a', 'HIGH', 1), alert('b', 'HIGH', 2)), 0);
    inbox.hold(1);
    inbox.update(entries(alert('b', 'HIGH', 2), alert('a', 'HIGH', 1, { acked: true, seq: 2 })), 2);
    expect(inbox.lines.value.map((line) => line.alert.standing)).toEqual(['acked', 'active']);
  });

  it('does not take a press for one alert that has just come where another was', () => {
    const inbox = new Inbox();
    const a = alert('a', 'MEDIUM', 1);
    inbox.update(entries(a), 0);
    expect(inbox.isSteady('a', SUDDEN_MS)).toBe(true);
    inbox.update(entries(alert('x', 'HIGH', 2), a), 1_000);
    expect(inbox.isSteady('x', 1_001)).toBe(false);
    expect(inbox.isSteady('a', 1_001)).toBe(false);
    expect(inbox.isSteady('x', 1_000 + SUDDEN_MS)).toBe(true);
  });

  it('does not take a press for an alert that has sounded anew under it', () => {
    const inbox = new Inbox();
    const before = alert('a', 'MEDIUM', 1);
    inbox.update(entries(before), 0);
    const escalated = folded(before, {
      alertId: 'a', patient: 'p-1', family: 'HR_HIGH', severity: 'HIGH', type: 'ESCALATED', seq: 2, open: true,
    })!;
    inbox.update(entries(escalated), 5_000);
    expect(inbox.isSteady('a', 5_100)).toBe(false);
  });

  it('does not take a press when the whole list has moved just now', () => {
    const inbox = new Inbox();
    inbox.update(entries(alert('a', 'MEDIUM', 1)), 0);
    inbox.shake(5_000);
    expect(inbox.isSteady('a', 5_001)).toBe(false);
    expect(inbox.isSteady('a', 5_000 + SUDDEN_MS)).toBe(true);
  });
});
