import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '../../../clients/js/test/fake-server';
import { Duty } from './duty';
import { Platform } from './platform';

const token = `h.${btoa(JSON.stringify({ sub: 'nurse-1', roles: ['nurse'], wards: ['icu-1'] }))}.s`;

describe('a duty', () => {
  let platform: Platform;
  let duty: Duty;
  let answers: ((wards: string[]) => void)[];

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('document', { hidden: true });
    answers = [];
    vi.stubGlobal('fetch', () => new Promise((resolve) => {
      answers.push((wards) => resolve({ ok: true, json: () => Promise.resolve({ wards, patients: [], rooms: [] }) }));
    }));
    platform = new Platform({ pushUrl: 'wss://x/v1/push', ingestUrl: 'wss://x/v1/ingest', token, open: new FakeServer().open });
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

  it('opens nothing once it is closed', async () => {
    const asked = duty.refresh();
    duty.close();
    answers[0]!(['icu-1', 'er']);
    await asked;
    expect(wards()).toEqual(['icu-1']);
  });
});
