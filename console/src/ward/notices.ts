import { shallowRef } from 'vue';
import type { Item, Refusal, Stream } from '@wardstream/client';
import type { Platform } from '../app/platform';
import { isObject, timeOf } from './vitals';

/** How many are kept; the server's snapshot has as many. */
const KEPT = 20;

/** What a ward should know: a broken glass, or something this page has no name for. */
export interface Notice {
  /** Its position in the log. */
  readonly at: string;
  readonly kind: string;
  readonly patient: string | null;
  readonly by: string;
  readonly role: string;
  readonly text: string;
  readonly until: number | null;
  readonly sentAt: number;
}

/** The newest notices of one ward, newest first. */
export class Notices {
  readonly list = shallowRef<readonly Notice[]>([]);
  readonly loaded = shallowRef(false);
  readonly refusal = shallowRef<Refusal | null>(null);
  private readonly stream: Stream;

  constructor(platform: Platform, readonly ward: string) {
    let whole: Notice[] | null = null;
    this.stream = platform.client.subscribe<string>(`wards/${ward}/notices`, {
      from: 'snapshot',
      onReset: () => { whole = []; },
      onSnapshot: (items) => {
        if (whole) whole.push(...items.flatMap(noticeOf));
        else this.add(items);
      },
      onLive: () => {
        if (whole) this.list.value = newestFirst(whole);
        whole = null;
        this.loaded.value = true;
      },
      onData: (items) => this.add(items),
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

  private add(items: readonly Item[]): void {
    this.list.value = newestFirst([...this.list.value, ...items.flatMap(noticeOf)]);
  }

  /** A right that is lost also ends what is on the screen. */
  private refused(refusal: Refusal): void {
    this.refusal.value = refusal;
    this.list.value = [];
  }
}

function newestFirst(notices: readonly Notice[]): Notice[] {
  const byPosition = new Map(notices.map((notice) => [notice.at, notice]));
  return [...byPosition.values()].sort((a, b) => b.sentAt - a.sentAt).slice(0, KEPT);
}

function noticeOf({ at, data }: Item): Notice[] {
  if (!isObject(data)) return [];
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return [{
    at, kind: text(data.kind), by: text(data.by), role: text(data.role), text: text(data.text),
    patient: typeof data.patient === 'string' ? data.patient : null,
    until: timeOf(data.until), sentAt: timeOf(data.sentAt) ?? 0,
  }];
}

const BROKEN = 'GLASS_BROKEN';
const MENDED = 'GLASS_MENDED';

/** Whether a broken glass is still open: not run out, and not mended since by the same person. */
export function isInForce(notice: Notice, all: readonly Notice[], nowMs: number): boolean {
  if (notice.kind !== BROKEN || (notice.until ?? 0) <= nowMs) return false;
  return !all.some((later) => later.sentAt >= notice.sentAt && later.at !== notice.at && later.by === notice.by
    && later.patient === notice.patient && (later.kind === MENDED || later.kind === BROKEN));
}
