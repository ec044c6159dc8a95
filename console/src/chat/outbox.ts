import type { Refusal } from '@wardstream/client';
import { idOf } from './talk';

/** Something written here that the stream of the room does not tell yet. */
export interface Pending {
  readonly id: string;
  readonly key: string;
  readonly text: string;
  readonly replyTo: string | null;
  /** When it was written, platform time, epoch ms. */
  readonly sentAt: number;
  /** Where the server has put it; null before it said so. */
  readonly at: string | null;
  /** Why the server does not take it. */
  readonly refusal: Refusal | null;
}

/** Where drafts and what was not sent outlive a reload of the page, and nothing longer. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Text as the server takes it: line ends as `\n`, no other control characters. */
export function cleaned(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '').replace(/\p{Surrogate}/gu, '').trim();
}

/** What one author has written into one room, until it comes back from the log. */
export class Outbox {
  private entries: Pending[] = [];

  constructor(private readonly author: string, private readonly store: Store, private readonly name: string) {
    this.entries = restored(store.getItem(name)).map((one) => ({ ...one, id: idOf(author, one.key) }));
  }

  get all(): readonly Pending[] {
    return this.entries;
  }

  add(key: string, text: string, replyTo: string | null, sentAt: number): Pending {
    const entry = { id: idOf(this.author, key), key, text, replyTo, sentAt, at: null, refusal: null };
    this.keep([...this.entries, entry]);
    return entry;
  }

  change(id: string, to: Partial<Pick<Pending, 'at' | 'refusal'>>): void {
    this.keep(this.entries.map((one) => (one.id === id ? { ...one, ...to } : one)));
  }

  /** Lets go of what need not be kept any more. */
  drop(isDone: (entry: Pending) => boolean): void {
    if (this.entries.some(isDone)) this.keep(this.entries.filter((one) => !isDone(one)));
  }

  private keep(entries: Pending[]): void {
    this.entries = entries;
    if (entries.length === 0) this.store.removeItem(this.name);
    else this.store.setItem(this.name, JSON.stringify(entries));
  }
}

function restored(text: string | null): Pending[] {
  try {
    return text === null ? [] : (JSON.parse(text) as Pending[]);
  } catch {
    return [];
  }
}
