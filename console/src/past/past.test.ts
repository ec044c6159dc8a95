import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '../../../clients/js/test/fake-server';
import type { Item } from '../../../clients/js/src/frames';
import { Platform } from '../app/platform';
import { AlertRecord } from './alertRecord';
import { PastWard } from './pastWard';
import { AHEAD } from './reel';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const THEN = NOW - 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();

let offset = 0;
const at = (data: object): Item => ({ at: `some.topic/0/${offset++}`, data });
const put = (s: number, hr: number, more: object = {}): Item =>
  at({ patient: 'p-1', arrivedAt: iso(THEN + s * 1000), readings: [{ t: iso(THEN + s * 1000), hr }], ...more });
let seq = 0;
const event = (s: number, type: string, severity: string, more: object = {}): Record<string, unknown> => ({
  alertId: 'a', patient: 'p-1', family: 'HR_HIGH', type, severity, seq: (seq += 1), eventTime: iso(THEN + s * 1000), emittedAt: iso(THEN + s * 1000),
  open: severity !== 'NONE', acked: false, value: '130', limit: '> 120', readings: [{ topic: 'x' }], ...more,
});

describe('the record of alerts', () => {
  it('tells events by when they were emitted, in order, without what tiles do not show', () => {
    const record = new AlertRecord();
    const raised = event(10, 'RAISED', 'MEDIUM');
    record.take(event(20, 'CLEARED', 'NONE'));
    record.take(raised);
    expect(record.between(0, THEN + 9_999)).toEqual([]);
    expect(record.between(0, THEN + 10_000).map((one) => one.type)).toEqual(['RAISED']);
    expect(record.between(THEN + 10_000, NOW).map((one) => one.type)).toEqual(['CLEARED']);
    expect(record.between(0, NOW)[0]).not.toHaveProperty('readings');
  });

  it('marks where alerts rose or got worse, with the highest of each place', () => {
    const record = new AlertRecord();
    for (const one of [event(10, 'RAISED', 'MEDIUM'), event(12, 'ESCALATED', 'HIGH'), event(14, 'CLEARED', 'NONE'),
      event(90, 'RAISED', 'LOW', { alertId: 'b' }), event(91, 'PAUSED', 'NONE', { family: 'AUDIO_PAUSE' })]) record.take(one);
    expect(record.marks(THEN, THEN + 100_000, 10)).toEqual([
      { place: 0.15, priority: 'HIGH', count: 2 }, { place: 0.95, priority: 'LOW', count: 1 },
    ]);
  });
});

describe('a ward of the past', () => {
  let server: FakeServer;
  let platform: Platform;
  let past: PastWard;
  const subs = new Map<string, { id: number; credit: number; from: { time: string } }>();

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    vi.stubGlobal('document', { hidden: true });
    server = new FakeServer();
    platform = new Platform({ pushUrl: 'wss://x/v1/push', ingestUrl: 'wss://x/v1/ingest', token: 't', open: server.open });
    server.newest.welcome();
    const person = { bed: '1', name: 'N', ageYears: 70, sex: 'F', profile: null };
    past = new PastWard(platform, 'wards/icu-1', new Map([['p-1', person]]));
    past.jump(THEN);
    subs.clear();
    for (const frame of server.newest.received) {
      const sub = frame.sub as { stream: string; credit: number; from: { time: string } } | undefined;
      if (!sub) continue;
      subs.set(sub.stream, { ...sub, id: frame.id as number });
      server.newest.say({ id: frame.id as number, ok: { sub: frame.id as number } });
    }
  });
  afterEach(() => {
    past.close();
    platform.close();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const vitals = (...data: Item[]): void => server.newest.say({ sub: subs.get('patients/p-1/vitals')!.id, data });
  const alerts = (...events: object[]): void => {
    server.newest.say({ sub: subs.get('wards/icu-1/alerts')!.id, data: events.map(at) });
    server.newest.say({ sub: subs.get('wards/icu-1/alerts')!.id, live: { cursor: 'c-a' } });
  };
  const hr = (): string | undefined => past.bed('p-1')?.view.value.values.hr?.text;
  const open = (): string[] => past.bed('p-1')!.view.value.alerts.map((one) => one.priority);

  it('reads alerts of a day before, and readings of some minutes before at the pace of the player', () => {
    expect(subs.get('wards/icu-1/alerts')!.from.time).toBe(iso(THEN - 86_400_000));
    expect(subs.get('patients/p-1/vitals')).toMatchObject({ credit: AHEAD, from: { time: iso(THEN - 300_000) } });
  });

  it('shows nothing before all that led to the moment has come', () => {
    vitals(put(-10, 70));
    past.tick(THEN);
    expect(past.progress.value).not.toBeNull();
    expect(past.order.value).toEqual([]);
    alerts();
    vitals(put(1, 71));
    past.tick(THEN);
    expect(past.progress.value).toBeNull();
    expect(past.order.value).toEqual(['p-1']);
    expect(hr()).toBe('70');
  });

  it('tells readings when they arrived and alerts when they were emitted, not before', () => {
    alerts(event(-600, 'RAISED', 'MEDIUM'), event(20, 'ESCALATED', 'HIGH'), event(40, 'CLEARED', 'NONE'));
    vitals(put(-5, 70), put(30, 74), put(35, 60, { readings: [{ t: iso(THEN + 5_000), hr: 60 }] }), put(90, 75));
    past.tick(THEN);
    expect([hr(), open()]).toEqual(['70', ['MEDIUM']]);
    past.tick(THEN + 20_000);
    expect([hr(), open()]).toEqual(['70', ['HIGH']]);
    past.tick(THEN + 40_000);
    expect([hr(), open()]).toEqual(['74', []]);
  });

  it('knows up to where it has read, and asks for more when some was shown', () => {
    alerts();
    vitals(...Array.from({ length: AHEAD }, (_, s) => put(s, 70 + (s % 20))));
    past.tick(THEN);
    expect(past.readMs).toBe(THEN + (AHEAD - 1) * 1000);
    const granted = (): number => server.newest.received.filter((frame) => 'credit' in frame).length;
    expect(granted()).toBe(0);
    past.tick(THEN + (AHEAD / 2) * 1000);
    expect(granted()).toBe(1);
  });

  it('that has caught up knows all', () => {
    alerts();
    vitals(put(1, 70));
    server.newest.say({ sub: subs.get('patients/p-1/vitals')!.id, live: { cursor: 'c-v' } });
    past.tick(THEN);
    expect(past.readMs).toBe(Number.POSITIVE_INFINITY);
  });

  it('says when part of it is no longer kept', () => {
    server.newest.say({ sub: subs.get('patients/p-1/vitals')!.id, gap: { from: 'c1', to: 'c2', why: 'retention', count: 9 } });
    alerts();
    vitals(put(1, 70));
    past.tick(THEN);
    expect(past.gap.value?.why).toBe('retention');
  });

  it('writes nothing and confirms nothing', () => {
    alerts(event(-600, 'RAISED', 'HIGH'));
    vitals(put(1, 70));
    past.tick(THEN);
    expect(open()).toEqual(['HIGH']);
    expect(platform.writer.pending).toBe(0);
  });
});
