import { shallowRef } from 'vue';
import type { Item, Refusal, Stream } from '@wardstream/client';
import type { Platform } from '../app/platform';
import { isObject, timeOf } from './vitals';

/** Somebody who watches now. */
export interface Watcher {
  readonly subject: string;
  readonly role: string;
  readonly since: number | null;
  readonly sessions: number;
}

/** Who watches a ward, a patient or a room, on any node. */
export class Attendance {
  /** The one who came first in front. */
  readonly watchers = shallowRef<readonly Watcher[]>([]);
  readonly loaded = shallowRef(false);
  readonly refusal = shallowRef<Refusal | null>(null);
  private readonly stream: Stream;

  /** @param of as in `wards/icu-1` or `patients/p-3` */
  constructor(platform: Platform, of: string) {
    let here = new Map<string, Watcher>();
    let whole: Map<string, Watcher> | null = null;
    const show = (): void => {
      this.watchers.value = [...here.values()]
        .sort((a, b) => (a.since ?? 0) - (b.since ?? 0) || (a.subject < b.subject ? -1 : 1));
    };
    this.stream = platform.client.subscribe<string>(`${of}/presence`, {
      from: 'snapshot',
      onReset: () => { whole = new Map(); },
      onSnapshot: (items) => {
        take(whole ?? here, items);
        if (whole === null) show();
      },
      onLive: () => {
        here = whole ?? here;
        whole = null;
        this.loaded.value = true;
        show();
      },
      onData: (items) => { take(here, items); show(); },
      onGap: ({ why }) => {
        if (why === 'revoked') this.refused({ code: 'REVOKED' });
        else if (why === 'retention') this.stream.restart();
      },
      onEnd: (refusal) => { if (refusal) this.refused(refusal); },
    });
  }

  close(): void {
    this.stream.close();
  }

  private refused(refusal: Refusal): void {
    this.refusal.value = refusal;
    this.watchers.value = [];
  }
}

function take(into: Map<string, Watcher>, items: readonly Item[]): void {
  for (const { data } of items) {
    if (!isObject(data) || typeof data.subject !== 'string') continue;
    if (data.left === true) into.delete(data.subject);
    else into.set(data.subject, watcherOf(data.subject, data));
  }
}

function watcherOf(subject: string, data: Readonly<Record<string, unknown>>): Watcher {
  return {
    subject,
    role: typeof data.role === 'string' ? data.role : '',
    since: timeOf(data.since),
    sessions: typeof data.sessions === 'number' ? data.sessions : 1,
  };
}
