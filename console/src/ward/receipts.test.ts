import { describe, expect, it } from 'vitest';
import { Bed } from './bed';
import { claimsOf, isClinician } from '../app/claims';
import { Receipts } from './receipts';

const RAISED = {
  alertId: 'a-1', patient: 'p-1', family: 'HR_HIGH', type: 'RAISED', severity: 'MEDIUM', seq: 1, open: true,
};

function setUp(): { bed: Bed; said: string[]; take: (item: object) => void; see: () => void } {
  const bed = new Bed('p-1');
  const said: string[] = [];
  const receipts = new Receipts((request) => {
    const { act } = request as { act: { alert: string; patient: string; action: string } };
    said.push(`${act.action} ${act.alert} of ${act.patient}`);
  });
  return {
    bed, said,
    take: (item) => {
      bed.takeAlert(item as Record<string, unknown>);
      bed.publish();
      receipts.delivered([bed.view.value]);
    },
    see: () => bed.view.value.alerts.forEach((alert) => receipts.seen(alert)),
  };
}

describe('receipts', () => {
  it('confirm an alert once each time it sounds', () => {
    const { said, take } = setUp();
    take(RAISED);
    take({ ...RAISED, type: 'UPDATED', seq: 2 });
    expect(said).toEqual(['delivered a-1 of p-1']);
    take({ ...RAISED, type: 'ESCALATED', severity: 'HIGH', seq: 3 });
    expect(said).toHaveLength(2);
    take({ ...RAISED, type: 'UPDATED', severity: 'HIGH', seq: 4, annunciated: true });
    expect(said).toHaveLength(3);
  });

  it('tell once that it was seen, and again when it sounds anew', () => {
    const { said, take, see } = setUp();
    take({ ...RAISED, type: undefined, deliveredAt: '2026-11-21T10:00:00Z' });
    see();
    see();
    expect(said).toEqual(['seen a-1 of p-1']);
    take({ ...RAISED, type: 'ESCALATED', severity: 'HIGH', seq: 3 });
    see();
    expect(said.slice(1)).toEqual(['delivered a-1 of p-1', 'seen a-1 of p-1']);
  });

  it('are not sent for what another console has confirmed', () => {
    const { said, take, see } = setUp();
    take({ ...RAISED, type: undefined, deliveredAt: '2026-11-21T10:00:00Z', seenAt: '2026-11-21T10:00:02Z' });
    see();
    expect(said).toEqual([]);
  });

  it('are not sent for what does not signal', () => {
    const { said, take, see } = setUp();
    take({ ...RAISED, retrospective: true });
    take({ ...RAISED, alertId: 'a-2', family: 'RR_LOW', acked: true });
    take({ ...RAISED, alertId: 'o-1', family: 'ALARM_OFF:SPO2_LOW', severity: 'NONE', seq: 2, until: '2027-01-01T00:00:00Z' });
    take({ ...RAISED, alertId: 'a-3', family: 'SPO2_LOW', seq: 3, suppressed: true });
    see();
    expect(said).toEqual([]);
  });

  it('are of clinicians', () => {
    const token = (roles: string[]): string => `h.${btoa(JSON.stringify({ sub: 'x', roles }))}.s`;
    expect(isClinician(claimsOf(token(['nurse'])))).toBe(true);
    expect(isClinician(claimsOf(token(['analyst', 'doctor'])))).toBe(true);
    expect(isClinician(claimsOf(token(['patient'])))).toBe(false);
    expect(isClinician(claimsOf('not a token'))).toBe(false);
  });
});
