import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { FakeServer } from '../../../clients/js/test/fake-server';
import { Duty } from './duty';
import { Platform } from './platform';

const token = `h.${btoa(JSON.stringify({ sub: 'nurse-1', roles: ['nurse'], wards: ['icu-1'] }))}.s`;

describe('a duty', () => {
  let platform: Platform;
  let duty: Duty;
  let server: FakeServer;
  let answers: ((wards: string[], patients?: string[]) => void)[];

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('document', { hidden: true });
    answers = [];
    vi.stubGlobal('fetch', () => new Promise((resolve) => {
      answers.push((wards, patients = []) => resolve({ ok: true, json: () => Promise.resolve({ wards, patients, rooms: [] }) }));
    }));
    server = new FakeServer();
    platform = new Platform({ pushUrl: 'wss://x/v1/push', ingestUrl: 'wss://x/v1/ingest', token, open: server.open });
    duty = new Duty(platform, '');
  });
  afterEach(() => {
    duty.close();
    platform.close();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const wards = (): string[] => [...duty.wards.value.keys()];

  it('begins with what the token says, and goes on with what the server grants', async () => {
    expect(wards()).toEqual(['icu-1']);
    const before = duty.wards.value.get('icu-1');
    const asked = duty.refresh();
    answers[0]!(['icu-1', 'er']);
    await asked;
    expect(wards()).toEqual(['icu-1', 'er']);
    expect(duty.wards.value.get('icu-1')).toBe(before);
  });

  it('takes the newest answer, in whatever order they come', async () => {
    const first = duty.refresh();
    const second = duty.refresh();
    answers[1]!(['er']);
    await second;
    answers[0]!(['icu-1']);
    await first;
    expect(wards()).toEqual(['er']);
  });

  it('begins a ward anew that was refused and is granted again', async () => {
    const refused = duty.wards.value.get('icu-1')!;
    refused.refusals.value = new Map([['alerts', { code: 'FORBIDDEN' }]]);
    const asked = duty.refresh();
    answers[0]!(['icu-1']);
    await asked;
    expect(duty.wards.value.get('icu-1')).not.toBe(refused);
  });

  it('has the alerts of single patients too, and each once', async () => {
    const asked = duty.refresh();
    answers[0]!(['icu-1'], ['p-1', 'p-9']);
    await asked;
    tell('icu-1', 'p-1');
    tell('p-1', 'p-1');
    tell('p-9', 'p-9');
    vi.advanceTimersByTime(500);
    await nextTick(); // the link is up: it is asked again
    expect(duty.open.value.map((alert) => alert.alertId).sort()).toEqual(['a p-1', 'a p-9']);
    const again = duty.refresh();
    answers.at(-1)!(['icu-1'], ['p-1']);
    await again;
    expect(duty.open.value.map((alert) => alert.alertId)).toEqual(['a p-1']);
  });

  /** The alerts of a ward or patient are one, of that patient. */
  function tell(whose: string, patient: string): void {
    const socket = server.sockets[0]!;
    if (platform.link.value.phase !== 'up') socket.welcome();
    const { id } = socket.received.find((frame) => String((frame.sub as { stream?: string } | undefined)?.stream).endsWith(`/${whose}/alerts`))!;
    const item = { at: 'alerts.active/0/1', data: { alertId: `a ${patient}`, patient, family: 'HR_HIGH', severity: 'HIGH', seq: 1, open: true } };
    socket.say({ id, ok: { sub: id } }, { sub: id, snapshot: [item], more: false }, { sub: id, live: { cursor: 'c2.x' } });
  }

  it('opens nothing once it is closed', async () => {
    const asked = duty.refresh();
    duty.close();
    answers[0]!(['icu-1', 'er']);
    await asked;
    expect(wards()).toEqual(['icu-1']);
  });
});
