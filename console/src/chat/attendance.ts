import { shallowRef, type ShallowRef } from 'vue';
import type { Item, Stream } from '@wardstream/client';
import type { Platform } from '../app/platform';
import { isObject, timeOf } from '../ward/vitals';

/** Somebody who has the room before them. */
export interface Attendee {
  readonly subject: string;
  readonly role: string;
  /** They write, until then by platform time; 0 when they do not. */
  readonly typingUntil: number;
}

/** Who follows a room now, and who of them writes, while somebody wants to know. */
export class Attendance {
  readonly there: ShallowRef<readonly Attendee[]> = shallowRef([]);
  private readonly people = new Map<string, Attendee>();
  private readonly stream: Stream;

  constructor(platform: Platform, room: string) {
    let collected: Item[] | null = null;
    this.stream = platform.client.subscribe<string>(`rooms/${room}/presence`, {
      from: 'snapshot',
      onReset: () => { collected = []; },
      onSnapshot: (items) => {
        if (collected) collected.push(...items);
        else this.take(items);
      },
      onLive: () => {
        if (collected === null) return;
        this.people.clear();
        this.take(collected);
        collected = null;
      },
      onData: (items) => this.take(items),
      onEnd: () => this.clear(),
    });
  }

  /** What they were writing has come. */
  hasSaid(subject: string): void {
    const known = this.people.get(subject);
    if (!known || known.typingUntil === 0) return;
    this.people.set(subject, { ...known, typingUntil: 0 });
    this.publish();
  }

  close(): void {
    this.stream.close();
  }

  private take(items: readonly Item[]): void {
    for (const { data } of items) {
      if (!isObject(data) || typeof data.subject !== 'string') continue;
      const { subject, role } = data;
      if (data.left === true) this.people.delete(subject);
      else this.people.set(subject, { subject, role: String(role ?? ''), typingUntil: timeOf(data.typingUntil) ?? 0 });
    }
    this.publish();
  }

  private clear(): void {
    this.people.clear();
    this.publish();
  }

  private publish(): void {
    this.there.value = [...this.people.values()].sort((a, b) => a.subject.localeCompare(b.subject));
  }
}

/** Who writes at an instant, but for the reader. */
export function typists(there: readonly Attendee[], me: string, now: number): string[] {
  return there.filter((one) => one.subject !== me && one.typingUntil > now).map((one) => one.subject);
}
