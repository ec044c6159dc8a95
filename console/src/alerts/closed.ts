import { shallowRef } from 'vue';
import type { Stream } from '@wardstream/client';
import type { Platform } from '../app/platform';
import type { Ward } from '../ward/ward';
import { Lives, type Life } from './history';

export const CLOSED_HOURS = 12;

/** What was closed in one ward, or of one patient, lately, from its log; it grows while it is open. */
export class Closed {
  /** The last one first. */
  readonly lives = shallowRef<readonly Life[]>([]);
  /** From 0 to 1: how far the log was read. */
  readonly progress = shallowRef(0);
  readonly isRead = shallowRef(false);
  /** Positions of this time that the log no longer has. */
  readonly lost = shallowRef(0);
  readonly refusal = shallowRef<string | null>(null);
  private readonly stream: Stream;

  constructor(platform: Platform, readonly ward: Ward) {
    const until = platform.time();
    const from = until - CLOSED_HOURS * 3_600_000;
    const read = new Lives();
    const show = (): void => { this.lives.value = read.closed().filter((life) => (life.closedAt ?? 0) >= from); };
    this.stream = platform.client.subscribe<string>(`${ward.path}/alerts`, {
      from: { time: new Date(from).toISOString() },
      onData: (items) => {
        const newest = read.take(items);
        if (newest !== null) this.progress.value = Math.max(this.progress.value, Math.min(1, (newest - from) / (until - from)));
        if (this.isRead.value) show();
      },
      onLive: () => {
        this.isRead.value = true;
        show();
      },
      onGap: ({ why, count }) => {
        if (why === 'retention') this.lost.value += count ?? 0;
        else if (why === 'revoked') this.end('REVOKED');
      },
      onEnd: (refusal) => { if (refusal) this.end(refusal.code); },
    });
  }

  close(): void {
    this.stream.close();
  }

  private end(code: string): void {
    this.refusal.value = code;
    this.lives.value = [];
  }
}
