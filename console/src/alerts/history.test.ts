import { describe, expect, it } from 'vitest';
import type { Item } from '@wardstream/client';
import { Lives, told } from './history';

const at = (minute: number): string => `2026-11-21T12:${String(minute).padStart(2, '0')}:00.000Z`;

function event(seq: number, type: string, minute: number, more: object = {}): Item {
  return {
    at: `alerts.events/0/${seq}`,
    data: {
      alertId: 'a', patient: 'p-1', family: 'SPO2_LOW', seq, type, severity: 'MEDIUM', occurrence: 1,
      eventTime: at(minute), emittedAt: at(minute), open: true, acked: false, latched: false, value: '89', limit: '< 90', ...more,
    },
  };
}

const CLOSED = { severity: 'NONE', open: false };

describe('lives', () => {
  it('have each step once and in order, however they came', () => {
    const lives = new Lives();
    lives.take([event(3, 'CLEARED', 3, CLOSED), event(1, 'RAISED', 1)]);
    lives.take([event(2, 'ACKED', 2, { acked: true, by: 'nurse-1' }), event(1, 'RAISED', 1)]);
    expect(lives.of('a')!.moments.map((one) => one.type)).toEqual(['RAISED', 'ACKED', 'CLEARED']);
  });

  it('tell the highest priority, the worst value, who knew and when it was over', () => {
    const lives = new Lives();
    lives.take([
      event(1, 'RAISED', 1),
      event(2, 'ESCALATED', 2, { severity: 'HIGH', value: '78', limit: '< 80' }),
      event(3, 'UPDATED', 3, { severity: 'HIGH', value: '74', limit: '< 80' }),
      event(4, 'ACKED', 4, { severity: 'HIGH', acked: true, by: 'nurse-1', value: '74', limit: '< 80' }),
      event(5, 'CLEARED', 5, { ...CLOSED, value: '95' }),
    ]);
    const [life] = lives.closed();
    expect(life).toMatchObject({
      priority: 'HIGH', by: 'nurse-1', closedAt: Date.parse(at(5)), raisedAt: Date.parse(at(1)), isWhole: true, wasMissed: false,
    });
    expect(life!.worst.value).toBe('74');
  });

  it('are open until the last step closes them', () => {
    const lives = new Lives();
    lives.take([event(1, 'RAISED', 1), event(2, 'CLEARED', 2, { severity: 'NONE', latched: true })]);
    expect(lives.closed()).toEqual([]);
    lives.take([event(3, 'CLOSED', 4, { ...CLOSED, by: 'dr-lee' })]);
    expect(lives.closed()[0]).toMatchObject({ by: 'dr-lee', closedAt: Date.parse(at(4)) });
  });

  it('are not ended later by a receipt that came after the end', () => {
    const lives = new Lives();
    lives.take([event(1, 'RAISED', 1), event(2, 'CLEARED', 2, CLOSED), event(3, 'SEEN', 9, CLOSED)]);
    expect(lives.closed()[0]!.closedAt).toBe(Date.parse(at(2)));
  });

  it('say that nobody acknowledged what ended by itself', () => {
    const lives = new Lives();
    lives.take([event(1, 'RAISED', 1), event(2, 'CLEARED', 2, CLOSED)]);
    expect(lives.closed()[0]).toMatchObject({ by: null, wasMissed: true });
  });

  it('say when their beginning was not read', () => {
    const lives = new Lives();
    lives.take([event(7, 'CLEARED', 2, CLOSED)]);
    expect(lives.closed()[0]!.isWhole).toBe(false);
  });

  it('leave out pauses and alarm-offs, and come the last one first', () => {
    const lives = new Lives();
    lives.take([
      event(1, 'CLEARED', 1, { ...CLOSED, alertId: 'b' }), event(2, 'CLEARED', 5, { ...CLOSED, alertId: 'c' }),
      event(3, 'RESUMED', 6, { ...CLOSED, alertId: 'd', family: 'AUDIO_PAUSE' }),
      event(4, 'ALARM_ON', 6, { ...CLOSED, alertId: 'e', family: 'ALARM_OFF:HR_HIGH' }),
    ]);
    expect(lives.closed().map((life) => life.alertId)).toEqual(['c', 'b']);
  });

  it('tell a receipt of the same person once, until something happens', () => {
    const lives = new Lives();
    lives.take([
      event(1, 'RAISED', 1), event(2, 'DELIVERED', 1, { by: 'n' }), event(3, 'SEEN', 1, { by: 'n' }), event(4, 'SEEN', 1, { by: 'n' }),
      event(5, 'SEEN', 1, { by: 'd' }), event(6, 'ESCALATED', 2, { severity: 'HIGH' }), event(7, 'SEEN', 2, { by: 'n' }),
    ]);
    expect(told(lives.of('a')!.moments).map((one) => one.seq)).toEqual([1, 2, 3, 5, 6, 7]);
  });
});
