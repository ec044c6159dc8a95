import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '../../../clients/js/test/fake-server';
import type { Item, ServerFrame } from '../../../clients/js/src/frames';
import { Platform } from '../app/platform';
import { Ward } from './ward';

const NOW = Date.parse('2026-11-21T12:00:00Z');

let offset = 0;
const at = (data: object): Item => ({ at: `some.topic/0/${offset++}`, data });
const person = (n: number): Item => at({ patient: `p-${n}`, ward: 'icu-1', bed: String(n) });
const reading = (n: number, hr: number): Item =>
  at({ patient: `p-${n}`, readings: [{ t: new Date(Date.now()).toISOString(), hr }] });
const alert = (n: number, severity: string, more: object = {}): Item =>
  at({ alertId: `a-${n}`, patient: `p-${n}`, family: 'HR_HIGH', severity, seq: 1, open: true, ...more });

describe('the ward', () => {
  let server: FakeServer;
  let platform: Platform;
  let ward: Ward;
  let look: () => void;
  let subs: Map<string, number>;

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    vi.stubGlobal('document', { hidden: true });
    server = new FakeServer();
    enter('t');
    subs = new Map();
  });
  afterEach(() => {
    ward.close();
    platform.close();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  function enter(token: string): void {
    platform = new Platform({
      pushUrl: 'wss://x/v1/push', ingestUrl: 'wss://x/v1/ingest', token, open: server.open,
    });
    ward = new Ward(platform, 'icu-1');
    look = ward.look();
  }

  /** Answers every `sub` that was not answered yet. */
  function grant(): void {
    const answered = new Set([...subs.values()]);
    for (const frame of server.newest.received) {
      const sub = frame.sub as { stream: string; from: unknown } | undefined;
      if (!sub || answered.has(frame.id)) continue;
      const kind = sub.from === 'snapshot' ? sub.stream.split('/')[2]! : 'backfill';
      subs.set(kind, frame.id);
      server.newest.say({ id: frame.id, ok: { sub: frame.id } });
    }
  }

  function say(kind: string, frame: Omit<ServerFrame, 'sub'>): void {
    server.sockets[0]!.say({ sub: subs.get(kind)!, ...frame });
    vi.advanceTimersByTime(500);
  }

  function snapshot(kind: string, ...items: Item[]): void {
    say(kind, { snapshot: items, more: false });
    say(kind, { live: { cursor: `c-${kind}` } });
  }

  function open(people: Item[], alerts: Item[]): void {
    server.newest.welcome();
    grant();
    snapshot('census', ...people);
    snapshot('alerts', ...alerts);
    snapshot('vitals');
  }

  const alarms = (): string[] => ward.open.value.map((one) => `${one.patient} ${one.priority}`);

  it('puts beds in order of need, then of bed', () => {
    open([person(10), person(2), person(3)], [alert(3, 'MEDIUM')]);
    expect(ward.order.value).toEqual(['p-3', 'p-2', 'p-10']);
  });

  it('asks for the last minutes by the time of the platform', () => {
    server.newest.welcome({ now: new Date(NOW + 3_600_000).toISOString() });
    const from = server.newest.received.map((f) => (f.sub as { from?: unknown })?.from);
    expect(from).toContainEqual({ time: '2026-11-21T12:55:00.000Z' });
  });

  it('keeps the old alerts until a new snapshot is complete', () => {
    open([person(1), person(2)], [alert(1, 'HIGH')]);
    say('alerts', { gap: { why: 'retention' } });
    grant();
    say('alerts', { snapshot: [alert(2, 'MEDIUM')], more: true });
    expect(alarms()).toEqual(['p-1 HIGH']);
    say('alerts', { live: { cursor: 'c9' } });
    expect(alarms()).toEqual(['p-2 MEDIUM']);
  });

  it('knows of an alert on a page in the background before any timer', () => {
    open([person(1)], []);
    server.sockets[0]!.say({ sub: subs.get('alerts')!, data: [alert(1, 'HIGH', { type: 'RAISED' })], cursor: 'c2' });
    expect(alarms()).toEqual(['p-1 HIGH']);
  });

  it('ends every alert when the new snapshot is empty', () => {
    open([person(1)], [alert(1, 'HIGH')]);
    say('alerts', { gap: { why: 'retention' } });
    grant();
    snapshot('alerts');
    expect(alarms()).toEqual([]);
  });

  it('adds the state of a patient who moves in and keeps that of the others', () => {
    open([person(1)], [alert(1, 'HIGH')]);
    say('census', { snapshot: [person(2)] });
    say('alerts', { snapshot: [alert(2, 'MEDIUM')] });
    expect(alarms()).toEqual(['p-1 HIGH', 'p-2 MEDIUM']);
  });

  it('forgets a patient who left, whatever is still in flight', () => {
    open([person(1), person(2)], [alert(2, 'HIGH')]);
    say('census', { data: [at({ patient: 'p-2', left: true })] });
    say('vitals', { data: [reading(2, 80)] });
    say('alerts', { data: [alert(2, 'HIGH', { seq: 2 })] });
    expect(ward.order.value).toEqual(['p-1']);
  });

  it('asks for the alerts afresh when a patient comes back', () => {
    open([person(1)], []);
    say('census', { data: [at({ patient: 'p-1', gone: true })] });
    say('alerts', { snapshot: [alert(1, 'HIGH')] });
    say('census', { data: [person(1)] });
    grant();
    snapshot('alerts', alert(1, 'HIGH'));
    expect(alarms()).toEqual(['p-1 HIGH']);
  });

  it('shows nothing any more when the right is revoked', () => {
    open([person(1)], [alert(1, 'HIGH')]);
    say('vitals', { gap: { why: 'revoked' } });
    expect(ward.order.value).toEqual([]);
    expect([...ward.refusals.value.keys()]).toEqual(['vitals']);
  });

  describe('of a nurse', () => {
    const token = `h.${btoa(JSON.stringify({ sub: 'nurse-1', roles: ['nurse'] }))}.s`;
    const push = (): typeof server.newest => server.sockets[0]!;
    const ingest = (): typeof server.newest => server.sockets[1]!;

    beforeEach(() => {
      ward.close();
      platform.close();
      server = new FakeServer();
      enter(token);
      open([person(1), person(2)], [alert(1, 'HIGH'), alert(2, 'MEDIUM')]);
    });

    it('confirms what it shows, in one message', () => {
      expect(ingest().url).toBe('wss://x/v1/ingest');
      ingest().welcome();
      expect(ingest().messages).toHaveLength(2);
      expect(ingest().received.slice(1).map((frame) => frame.act)).toEqual([
        { alert: 'a-1', patient: 'p-1', action: 'delivered' },
        { alert: 'a-2', patient: 'p-2', action: 'delivered' },
      ]);
    });

    it('tells what was on the screen', () => {
      ingest().welcome();
      ward.seen(ward.open.value[0]!);
      ward.seen(ward.open.value[0]!);
      vi.advanceTimersByTime(0);
      expect(ingest().received.filter((frame) => (frame.act as { action?: string })?.action === 'seen'))
        .toHaveLength(1);
    });

    it('says so when its receipts do not get through, and goes on showing', () => {
      push().say({ beat: {}, now: new Date(NOW).toISOString() });
      vi.advanceTimersByTime(15_000);
      push().say({ beat: {}, now: new Date(NOW).toISOString() });
      vi.advanceTimersByTime(2_000);
      expect(platform.writesLate.value).toBe(true);
      expect(alarms()).toEqual(['p-1 HIGH', 'p-2 MEDIUM']);
    });
  });

  it('sends no receipts without a clinician\'s token', () => {
    open([person(1)], [alert(1, 'HIGH')]);
    expect(server.sockets).toHaveLength(1);
  });

  it('lets an alarm-off end on time without being told', () => {
    open([person(1)], [alert(1, 'HIGH'), at({
      alertId: 'o-1', patient: 'p-1', family: 'ALARM_OFF:HR_HIGH', severity: 'NONE', seq: 2, open: true,
      until: new Date(NOW + 10_000).toISOString(),
    })]);
    expect(ward.open.value[0]?.standing).toBe('off');
    vi.advanceTimersByTime(12_000);
    expect(ward.open.value[0]?.standing).toBe('active');
  });

  it('notices readings and their silence while nobody looks at them', () => {
    look();
    open([person(1)], []);
    expect(ward.isLookedAt).toBe(false);
    const pulse = server.newest.received.find((frame) => (frame.sub as { deliver?: string })?.deliver === 'latest')!;
    server.newest.say({ sub: pulse.id, data: [reading(1, 72)] });
    const came = ward.lastReadings.value;
    expect(came).not.toBeNull();
    vi.advanceTimersByTime(30_000);
    expect(ward.lastReadings.value).toBe(came);
  });

  it('knows when readings last came', () => {
    open([person(1)], []);
    expect(ward.lastReadings.value).toBeNull();
    say('vitals', { data: [reading(1, 72)] });
    const came = ward.lastReadings.value;
    vi.advanceTimersByTime(20_000);
    expect(ward.lastReadings.value).toBe(came);
    expect(platform.now.value - (came ?? 0)).toBeGreaterThan(15_000);
  });

  it('reads the scores again after the link was gone', () => {
    open([person(1)], []);
    server.newest.end(1006);
    vi.advanceTimersByTime(2_000);
    server.newest.welcome();
    const asked = server.newest.received.map((frame) => frame.sub as { stream?: string; from?: unknown } | undefined)
      .filter((sub) => sub?.stream === 'wards/icu-1/vitals' && sub.from === 'snapshot');
    expect(asked).toHaveLength(1);
    const id = server.newest.received.find((frame) => (frame.sub as { from?: unknown })?.from === 'snapshot'
      && (frame.sub as { stream?: string }).stream === 'wards/icu-1/vitals')!.id;
    server.newest.say({ id, ok: { sub: 99 } });
    const news2 = { status: 'COMPLETE', mode: 'CONTINUOUS', total: 7, band: 'HIGH' };
    server.newest.say({ sub: 99, snapshot: [at({ patient: 'p-1', latest: {}, news2 })], more: false });
    vi.advanceTimersByTime(500);
    expect(ward.bed('p-1')!.view.value.score).toMatchObject({ status: 'COMPLETE', total: 7 });
    expect(ward.lastReadings.value).toBeNull();
  });

  it('says that alerts are not known when one cannot be read', () => {
    open([person(1)], []);
    say('alerts', { gap: { why: 'unreadable', count: 1 } });
    expect([...ward.refusals.value]).toEqual([['alerts', { code: 'UNREADABLE' }]]);
  });

  it('publishes what came before the page was hidden', () => {
    const page = { hidden: false };
    vi.stubGlobal('document', page);
    vi.stubGlobal('requestAnimationFrame', () => 0); // a frame that never comes
    open([person(1)], []);
    server.newest.say({ sub: subs.get('vitals')!, data: [reading(1, 88)] });
    page.hidden = true;
    vi.advanceTimersByTime(2_000);
    server.newest.say({ sub: subs.get('vitals')!, data: [reading(1, 89)] });
    vi.advanceTimersByTime(500);
    expect(ward.bed('p-1')!.view.value.values.hr?.text).toBe('89');
  });

  it('takes from the screen what was entered in error', () => {
    open([person(1)], []);
    const t = new Date(Date.now()).toISOString();
    say('vitals', { data: [at({ patient: 'p-1', readings: [{ t, hr: 190 }] })] });
    expect(ward.bed('p-1')!.view.value.values.hr?.text).toBe('190');
    say('vitals', { data: [at({ patient: 'p-1', readings: [{ t, hr: 190, status: 'enteredInError' }] })] });
    expect(ward.bed('p-1')!.view.value.values.hr).toBeUndefined();
  });

  it('makes many items visible in one go', () => {
    open([person(1)], []);
    const views = new Set<unknown>();
    const bed = ward.bed('p-1')!;
    for (let hr = 60; hr < 100; hr++) {
      server.newest.say({ sub: subs.get('vitals')!, data: [reading(1, hr)] });
      views.add(bed.view.value);
    }
    expect(views.size).toBe(1);
    vi.advanceTimersByTime(500);
    expect(bed.view.value.values.hr?.text).toBe('99');
  });
});
