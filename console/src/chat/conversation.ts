import { shallowRef } from 'vue';
import type { Item, Refusal, Stream } from '@wardstream/client';
import { Problem } from '../app/http';
import type { Platform } from '../app/platform';
import { objectsIn } from '../ward/vitals';
import { cleaned, Outbox, type Pending, type Store } from './outbox';
import { offsetOf, Talk, type Message, type Read } from './talk';

/** Messages that one look into the past brings. */
const PAGE = 50;
const READ_EVERY_MS = 1_500;
const TYPING_EVERY_MS = 2_000;
/** What one message may hold, in UTF-8. */
export const MOST_BYTES = 8_192;

/** How a message of one's own stands with the server. */
export type Standing = 'recorded' | 'sending' | 'refused';

export interface Line extends Message {
  readonly standing: Standing;
  /** A change of it that the server has not confirmed: another text, or null for a retraction. */
  readonly changing: string | null | undefined;
  /** Why the server did not take it, or its change. */
  readonly refusal: Refusal | null;
}

/** What is shown of a room; replaced as a whole. */
export interface View {
  readonly lines: readonly Line[];
  readonly reads: ReadonlyMap<string, Read>;
  readonly unread: number;
  /** There may be more of them in what is not read here. */
  readonly isUnreadFloor: boolean;
  /** The beginning of the room, or of what the log keeps of it, is there. */
  readonly isWhole: boolean;
  /** How far the reader has read. */
  readonly readUpTo: number;
  /** Records of the room that could not be understood. */
  readonly unreadable: number;
}

interface Change {
  readonly text: string | null;
  readonly refusal: Refusal | null;
}

export type Phase = 'loading' | 'here' | 'refused';
export type Past = 'idle' | 'loading' | 'failed';

const EMPTY: View = {
  lines: [], reads: new Map(), unread: 0, isUnreadFloor: false, isWhole: false, readUpTo: -1, unreadable: 0,
};

/**
 * One room as its reader knows it: followed live across reconnects, read back on demand, written to
 * without waiting. What the server has not confirmed is in the view as such.
 */
export class Conversation {
  readonly view = shallowRef<View>(EMPTY);
  readonly phase = shallowRef<Phase>('loading');
  readonly refusal = shallowRef<Refusal | null>(null);
  readonly past = shallowRef<Past>('idle');
  /** The newest message of somebody else that came while the room was followed; for those who listen. */
  readonly arrived = shallowRef<Message | null>(null);
  private readonly talk = new Talk();
  private readonly outbox: Outbox;
  private readonly me: string;
  private readonly changes = new Map<string, Change>();
  private stream: Stream | null = null;
  /** Before which position the past goes on; undefined for the oldest known, null when it is all here. */
  private before: string | null | undefined;
  private unreadable = 0;
  /** How often the room was begun: a page of the past that was asked for before does not fit behind what is known now. */
  private begun = 0;
  private toldRead = -1;
  private readPlanned: ReturnType<typeof setTimeout> | null = null;
  private typedAt = 0;
  private lookers = 0;
  private isClosed = false;

  /** @param isFollowed also while nobody looks */
  constructor(
    private readonly platform: Platform, readonly room: string, store: Store, private isFollowed = true,
  ) {
    this.me = platform.claims.subject;
    this.outbox = new Outbox(this.me, store, `wardstream.unsent.${this.me}.${room}`);
    this.tend();
    for (const entry of this.outbox.all) if (entry.refusal === null) this.send(entry);
    this.publish();
  }

  /** Says something; it is in the view at once. False when there is nothing to say, or too much. */
  say(text: string, replyTo: string | null = null): boolean {
    const clean = cleaned(text);
    if (clean === '' || bytesOf(clean) > MOST_BYTES) return false;
    this.send(this.outbox.add(newKey(), clean, replyTo, this.platform.time()));
    this.publish();
    return true;
  }

  /** Tries again what was refused; with the same key, so that it takes effect once. */
  again(id: string): void {
    const entry = this.outbox.all.find((one) => one.id === id);
    const change = this.changes.get(id);
    if (entry) {
      this.outbox.change(id, { refusal: null });
      this.send(entry);
    } else if (change) this.alter(id, change.text);
    this.publish();
  }

  /** Forgets what was refused. */
  forget(id: string): void {
    this.outbox.drop((one) => one.id === id && one.refusal !== null);
    this.changes.delete(id);
    this.publish();
  }

  edit(id: string, text: string): boolean {
    const clean = cleaned(text);
    if (clean === '' || bytesOf(clean) > MOST_BYTES) return false;
    this.alter(id, clean);
    return true;
  }

  retract(id: string): void {
    this.alter(id, null);
  }

  /** The newest message was on a screen somebody looks at. */
  read(): void {
    if (this.phase.value !== 'here' || this.readPlanned !== null || this.unreadFrom() === null) return;
    this.tellRead();
    this.readPlanned = setTimeout(() => { this.readPlanned = null; }, READ_EVERY_MS);
  }

  /** Somebody looks at the room, until the function that is returned is called. */
  look(): () => void {
    this.lookers += 1;
    this.tend();
    if (this.phase.value === 'here') this.fill();
    let over = false;
    return () => {
      if (!over) this.lookers -= 1;
      over = true;
      this.tend();
    };
  }

  /** Whether to follow the room also while nobody looks. */
  follow(always: boolean): void {
    this.isFollowed = always;
    this.tend();
  }

  /** Something is being written. */
  typing(): void {
    const now = Date.now();
    if (now - this.typedAt < TYPING_EVERY_MS) return;
    this.typedAt = now;
    this.platform.client.typing(this.room);
  }

  /** Reads further back in the log. */
  async older(): Promise<void> {
    if (this.phase.value !== 'here' || this.before === null || this.past.value === 'loading') return;
    this.past.value = 'loading';
    const { begun } = this;
    const before = this.before ?? this.talk.oldest;
    const query = new URLSearchParams({ limit: String(PAGE), ...(before === null ? {} : { before }) });
    try {
      const found = await this.platform.http.get(`v1/rooms/${encodeURIComponent(this.room)}/messages?${query}`);
      if (begun !== this.begun) return;
      for (const item of objectsIn(found.messages)) this.talk.take(item as unknown as Item);
      if (typeof found.unreadable === 'number') this.unreadable += found.unreadable;
      this.before = typeof found.before === 'string' ? found.before : null;
      this.past.value = 'idle';
      this.publish();
    } catch (problem) {
      if (begun !== this.begun) return;
      this.past.value = 'failed';
      if (problem instanceof Problem && problem.code === 'FORBIDDEN') this.refuse({ code: problem.code });
    }
  }

  /** The reader is no longer a member. */
  leave(): void {
    if (this.phase.value !== 'refused') this.refuse({ code: 'REVOKED' });
    this.close();
  }

  close(): void {
    this.isClosed = true;
    if (this.readPlanned !== null) clearTimeout(this.readPlanned);
    this.stream?.close();
  }

  private tend(): void {
    const wanted = this.isFollowed || this.lookers > 0;
    if (wanted && this.stream === null && this.phase.value === 'loading') {
      this.stream = this.subscribed();
    } else if (!wanted && this.stream !== null) {
      this.stream.close();
      this.stream = null;
      if (this.phase.value === 'here') this.phase.value = 'loading';
    }
  }

  private subscribed(): Stream {
    let collected: Item[] | null = null;
    const stream = this.platform.client.subscribe<string>(`rooms/${this.room}/messages`, {
      from: 'snapshot',
      deliver: 'every',
      onReset: () => { collected = []; },
      onSnapshot: (items) => {
        if (collected) collected.push(...items);
        else this.take(items);
      },
      onLive: () => {
        if (collected !== null) this.begin(collected);
        collected = null;
      },
      onData: (items) => this.take(items, true),
      onGap: (gap) => {
        if (gap.why === 'revoked') this.refuse({ code: 'REVOKED' });
        else if (gap.why === 'retention') stream.restart();
        else if (gap.why === 'unreadable') this.miss(gap.count ?? 1);
      },
      onEnd: (refusal) => { if (refusal) this.refuse(refusal); },
    });
    return stream;
  }

  private begin(items: readonly Item[]): void {
    this.talk.clear();
    this.begun += 1;
    this.unreadable = 0;
    this.before = undefined;
    this.past.value = 'idle';
    this.phase.value = 'here';
    this.refusal.value = null;
    this.take(items);
    this.fill();
  }

  /** A snapshot may hold little of a room that is quiet among others, or not all that is unread. */
  private fill(): void {
    const { lines, isUnreadFloor } = this.view.value;
    if (isUnreadFloor || (this.lookers > 0 && lines.length < PAGE)) void this.older();
  }

  private take(items: readonly Item[], live = false): void {
    for (const item of items) {
      if (this.talk.take(item) && live) this.announce(item);
    }
    this.outbox.drop((entry) => this.talk.has(entry.id));
    this.publish();
  }

  private announce({ at, data }: Item): void {
    if ((data as { kind?: unknown }).kind !== 'SAY') return;
    const message = this.talk.messageAt(at);
    if (message && message.author !== this.me) this.arrived.value = message;
  }

  private miss(count: number): void {
    this.unreadable += count;
    this.publish();
  }

  private refuse(refusal: Refusal): void {
    this.refusal.value = refusal;
    this.phase.value = 'refused';
    this.begun += 1;
    this.talk.clear();
    this.publish();
  }

  private send(entry: Pending): void {
    const { id, key, text, replyTo } = entry;
    const say = { room: this.room, key, text, ...(replyTo === null ? {} : { replyTo }) };
    this.platform.writer.ask({ say }).then(
      (answer) => this.settle(() => this.outbox.change(id, { at: positionIn(answer) })),
      (refusal: Refusal) => this.settle(() => this.outbox.change(id, { refusal })),
    );
  }

  private alter(id: string, text: string | null): void {
    const at = this.view.value.lines.find((line) => line.id === id)?.at;
    if (!at) return;
    this.changes.set(id, { text, refusal: null });
    const about = { room: this.room, message: at };
    const request = text === null ? { retract: about } : { edit: { ...about, text } };
    this.platform.writer.ask(request).then(
      (answer) => this.settle(() => this.altered(id, at, text, positionIn(answer))),
      (refusal: Refusal) => this.settle(() => this.changes.set(id, { text, refusal })),
    );
    this.publish();
  }

  /** The server has it: it counts from there on, whether or not the stream has told it already. */
  private altered(id: string, about: string, text: string | null, at: string | null): void {
    if (this.changes.get(id)?.text === text) this.changes.delete(id);
    if (at === null) return;
    const sentAt = new Date(this.platform.time()).toISOString();
    const kind = text === null ? 'RETRACT' : 'EDIT';
    this.talk.take({ at, data: { room: this.room, kind, author: this.me, message: about, text, sentAt } });
  }

  /** Whoever has closed it has also taken away what was kept. */
  private settle(how: () => void): void {
    if (this.isClosed) return;
    how();
    this.outbox.drop((entry) => this.talk.has(entry.id));
    this.publish();
  }

  /** How far the reader is known to have read, by the server or because it was just told. */
  private get readUpTo(): number {
    return Math.max(this.toldRead, this.talk.reads.get(this.me)?.offset ?? -1);
  }

  /** The newest message of somebody else that is not known to be read. */
  private unreadFrom(): Message | null {
    const newest = this.talk.messages().findLast((one) => one.author !== this.me);
    return newest && offsetOf(newest.at) > this.readUpTo ? newest : null;
  }

  private tellRead(): void {
    const newest = this.unreadFrom();
    if (newest?.at == null || this.platform.link.value.phase !== 'up') return;
    this.toldRead = offsetOf(newest.at);
    this.platform.writer.send({ read: { room: this.room, upTo: newest.at } });
    this.publish();
  }

  private publish(): void {
    const messages = this.talk.messages();
    const { readUpTo } = this;
    const unread = messages
      .filter((one) => one.author !== this.me && one.text !== null && offsetOf(one.at) > readUpTo).length;
    const isWhole = this.before === null;
    this.view.value = {
      lines: [...messages.map((one) => this.line(one)), ...this.outbox.all.map((one) => this.unsent(one))],
      reads: new Map(this.talk.reads),
      unread,
      isUnreadFloor: !isWhole && unread > 0 && readUpTo < offsetOf(this.talk.oldest),
      isWhole,
      readUpTo,
      unreadable: this.unreadable,
    };
  }

  private line(message: Message): Line {
    const change = this.changes.get(message.id);
    return {
      ...message, standing: 'recorded', changing: change?.text, refusal: change?.refusal ?? null,
    };
  }

  private unsent(entry: Pending): Line {
    const { id, at, text, sentAt, replyTo, refusal } = entry;
    const standing = refusal !== null ? 'refused' : at !== null ? 'recorded' : 'sending';
    return {
      id, at, author: this.me, text, isEdited: false, sentAt, replyTo, standing, changing: undefined, refusal,
    };
  }
}

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Random, so that nobody has used it before. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function positionIn(answer: Readonly<Record<string, unknown>>): string | null {
  const [at] = Array.isArray(answer.at) ? answer.at as unknown[] : [];
  return typeof at === 'string' ? at : null;
}
