import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { Client, type Item, type Socket } from '../src/index.js';
import { FakePlatform, randomOf, type Fact } from './fake-platform.js';

const SEEDS = Array.from({ length: 8 }, (_, i) => i + 1);
const EVENTS = 200;

/** What a reader knows of each partition: contiguous from the start, or it is an error. */
class Reader {
  readonly known = [0, 0, 0];
  readonly errors: string[] = [];
  private fresh = false;

  reset(): void { this.fresh = true; }

  state(items: readonly Item[]): void {
    for (const { partition, offset } of items.map((item) => item.data as Fact)) {
      if (!this.fresh) this.errors.push(`state of ${partition} between events`);
      this.known[partition] = offset;
    }
  }

  live(): void { this.fresh = false; }

  events(items: readonly Item[]): void {
    for (const { partition, offset } of items.map((item) => item.data as Fact)) {
      if (offset !== this.known[partition]) {
        this.errors.push(`${partition}/${offset} after ${this.known[partition]}`);
      }
      this.known[partition] = offset + 1;
    }
  }
}

describe('a stream that is cut and switched at random', () => {
  let platform: FakePlatform;
  let client: Client;

  // Node 20 never settles its very first fetch when that is cut while it opens.
  beforeAll(async () => {
    platform = await FakePlatform.start(() => 0);
    await (await fetch(platform.url.replace('ws', 'http'))).text();
    await platform.stop();
  });
  afterEach(async () => {
    client.close();
    await platform.stop();
  });

  async function open(seed: number): Promise<() => number> {
    const random = randomOf(seed);
    platform = await FakePlatform.start(random);
    client = new Client({
      url: platform.url, token: 't', name: 'test/1', random: () => 0,
      open: (url) => new WebSocket(url) as unknown as Socket,
    });
    return random;
  }

  /** Appends, cuts, forbids, allows and nudges; leaves everything allowed. */
  async function trouble(random: () => number): Promise<void> {
    const transports = ['websocket', 'sse', 'poll'] as const;
    for (let left = EVENTS; left > 0;) {
      const events = Math.min(left, Math.floor(random() * 12));
      platform.append(events);
      left -= events;
      if (random() < 0.3) platform.cut();
      const one = transports[Math.floor(random() * 3)]!;
      platform.allows[one] = random() < 0.6;
      if (random() < 0.3) client.nudge();
      for (let turns = random() * 20; turns > 0; turns--) await setImmediate();
    }
    Object.assign(platform.allows, { websocket: true, sse: true, poll: true });
  }

  const toTheEnd = (reader: Reader): Promise<void> =>
    vi.waitFor(() => expect(reader.known).toEqual(platform.heads), { timeout: 10_000, interval: 2 });

  it.each(SEEDS)('hands over every event once and in order (seed %i)', async (seed) => {
    const random = await open(seed);
    const reader = new Reader();
    client.subscribe<string>('wards/w/vitals', {
      from: 'earliest', onData: (items) => reader.events(items),
    });
    await trouble(random);
    await toTheEnd(reader);
    expect(reader.errors).toEqual([]);
  });

  it.each(SEEDS)('joins snapshot and events without hole or overlap (seed %i)', async (seed) => {
    const random = await open(seed);
    const reader = new Reader();
    platform.append(20);
    client.subscribe<string>('wards/w/vitals', {
      credit: 16,
      onReset: () => reader.reset(), onLive: () => reader.live(),
      onSnapshot: (items) => reader.state(items), onData: (items) => reader.events(items),
    });
    await trouble(random);
    await toTheEnd(reader);
    expect(reader.errors).toEqual([]);
  });

  it.each(SEEDS)('waits for a slow reader without loss (seed %i)', async (seed) => {
    const random = await open(seed);
    const reader = new Reader();
    const reading = (async () => {
      for await (const event of client.events<string>('wards/w/vitals', { from: 'earliest', credit: 8 })) {
        if (event.kind === 'data') reader.events(event.items);
        await setImmediate();
      }
    })();
    await trouble(random);
    await toTheEnd(reader);
    client.close();
    await reading;
    expect(reader.errors).toEqual([]);
  });
});
