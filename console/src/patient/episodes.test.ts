import { describe, expect, it } from 'vitest';
import { folded } from '../ward/alerts';
import { Episodes, marksOf } from './episodes';

const T = Date.parse('2026-11-21T10:00:00Z');
const DAY = { fromMs: T, toMs: T + 86_400_000 };
let seq = 0;
const event = (s: number, type: string, severity: string, more: object = {}): Record<string, unknown> => ({
  alertId: 'a', family: 'SPO2_LOW', type, severity, seq: (seq += 1), eventTime: new Date(T + s * 1000).toISOString(),
  value: '89', limit: '< 90', open: true, acked: false, ...more,
});

describe('episodes', () => {
  const after = (...events: Record<string, unknown>[]): Episodes => {
    const episodes = new Episodes();
    events.forEach((one) => episodes.take(one));
    return episodes;
  };

  it('have a stretch for each priority they went through', () => {
    const [one] = after(event(10, 'RAISED', 'MEDIUM'), event(20, 'ESCALATED', 'HIGH', { value: '78' }), event(30, 'DEESCALATED', 'MEDIUM'),
      event(40, 'CLEARED', 'NONE', { latched: true })).within(DAY);
    expect(one).toMatchObject({ fromMs: T + 10_000, toMs: T + 40_000, priority: 'HIGH', vital: 'spo2', older: false });
    expect(one!.stretches).toEqual([
      { fromMs: T + 10_000, toMs: T + 20_000, priority: 'MEDIUM' },
      { fromMs: T + 20_000, toMs: T + 30_000, priority: 'HIGH' },
      { fromMs: T + 30_000, toMs: T + 40_000, priority: 'MEDIUM' },
    ]);
  });

  it('are several when a latched alert rises again, and last while it is open', () => {
    const all = after(event(10, 'RAISED', 'HIGH'), event(20, 'CLEARED', 'NONE', { latched: true }), event(60, 'RAISED', 'HIGH')).within(DAY);
    expect(all.map((one) => [one.fromMs, one.toMs])).toEqual([[T + 10_000, T + 20_000], [T + 60_000, null]]);
  });

  it('take each event once, and neither pauses nor events without an end to end', () => {
    const raised = event(10, 'RAISED', 'HIGH');
    expect(after(raised, raised, event(11, 'PAUSED', 'NONE', { alertId: 'p', family: 'AUDIO_PAUSE' })).within(DAY)).toHaveLength(1);
    expect(after(event(10, 'CLEARED', 'NONE', { open: false })).within(DAY)).toEqual([]);
  });

  it('whose beginning was not read say so, until an open alert tells it', () => {
    const episodes = after(event(50, 'UPDATED', 'MEDIUM'));
    expect(episodes.within(DAY)[0]).toMatchObject({ older: true, fromMs: T + 50_000 });
    const open = folded(undefined, { ...event(50, 'UPDATED', 'MEDIUM'), raisedAt: new Date(T - 90_000_000).toISOString() })!;
    episodes.takeOpen(open);
    expect(episodes.within(DAY)[0]).toMatchObject({ older: false, fromMs: T - 90_000_000 });
    episodes.takeOpen({ ...open, alertId: 'b' });
    expect(episodes.within(DAY)).toHaveLength(2);
  });

  it('are found by the span they touch, and forgotten when they ended before', () => {
    const episodes = after(event(10, 'RAISED', 'LOW'), event(20, 'CLEARED', 'NONE', { open: false }), event(100, 'RAISED', 'LOW'));
    expect(episodes.within({ fromMs: T + 15_000, toMs: T + 16_000 })).toHaveLength(1);
    expect(episodes.within({ fromMs: T + 30_000, toMs: T + 90_000 })).toHaveLength(0);
    episodes.forgetBefore(T + 50_000);
    expect(episodes.within(DAY)).toHaveLength(1);
  });

  it('that stand too near to each other share a mark of the highest', () => {
    const episodes = after(event(0, 'RAISED', 'MEDIUM'), event(1, 'RAISED', 'HIGH', { alertId: 'b' }), event(500, 'RAISED', 'LOW', { alertId: 'c' })).within(DAY);
    const marks = marksOf(episodes, { fromMs: T, toMs: T + 1_000_000 }, 1000);
    expect(marks.map((mark) => [mark.place, mark.priority, mark.episodes.length])).toEqual([[0, 'HIGH', 2], [0.5, 'LOW', 1]]);
  });

  it('that began before the span stand at its edge', () => {
    const [mark] = marksOf(after(event(-500, 'RAISED', 'HIGH')).within(DAY), DAY, 1000);
    expect(mark?.place).toBe(0);
  });
});
