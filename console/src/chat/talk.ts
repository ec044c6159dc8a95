import type { Item } from '@wardstream/client';
import { isObject } from '../ward/vitals';

/** A message as it stands after all edits and retractions that are known. */
export interface Message {
  /** Of author and key: the same from the first keystroke that sent it on. */
  readonly id: string;
  /** Position in the log; null until the server has it. */
  readonly at: string | null;
  readonly author: string;
  /** Null when it was retracted. */
  readonly text: string | null;
  readonly isEdited: boolean;
  /** When it was sent, epoch ms. */
  readonly sentAt: number;
  /** Position of the message answered. */
  readonly replyTo: string | null;
}

/** How far somebody has read. */
export interface Read {
  readonly offset: number;
  /** When they said so, epoch ms. */
  readonly readAt: number;
}

interface Said {
  readonly offset: number;
  readonly at: string;
  readonly author: string;
  readonly key: string;
  readonly text: string;
  readonly sentAt: number;
  readonly replyTo: string | null;
}

/** What an author made of a message of theirs. */
interface Change {
  readonly offset: number;
  readonly text: string | null;
}

/** The offset in a position, as in `chat.messages/2/4410`; -1 when it is none. */
export function offsetOf(at: unknown): number {
  const found = typeof at === 'string' ? /^[a-z.]+\/\d{1,9}\/(\d{1,16})$/.exec(at) : null;
  return found ? Number(found[1]) : -1;
}

export function idOf(author: string, key: string): string {
  return `${author} ${key}`;
}

/**
 * One room's conversation, folded from the events of its log in whatever order they come: stretches
 * of the past after the present, an edit before its message, everything twice. What counts is where
 * an event is in the log. Only authors change their messages, whoever claims to.
 */
export class Talk {
  private readonly said = new Map<string, Said>();
  /** Positions of messages, also of repeats, and which message is there. */
  private readonly ids = new Map<string, string>();
  /** By author and position. */
  private readonly changes = new Map<string, Change>();
  private readonly marks = new Map<string, Read>();
  /** The position from which on all is known; null while nothing is. */
  private first: string | null = null;

  /** Takes an event; false when it changes nothing. */
  take({ at, data }: Item): boolean {
    const offset = offsetOf(at);
    if (offset < 0 || !isObject(data) || typeof data.author !== 'string') return false;
    const sentAt = typeof data.sentAt === 'string' ? Date.parse(data.sentAt) : Number.NaN;
    if (Number.isNaN(sentAt)) return false;
    if (data.kind !== 'READ') this.began(offset, at);
    const about = typeof data.message === 'string' ? data.message : '';
    const text = typeof data.text === 'string' ? data.text : '';
    switch (data.kind) {
      case 'SAY': {
        const key = typeof data.key === 'string' ? data.key : at;
        const replyTo = typeof data.replyTo === 'string' ? data.replyTo : null;
        return this.say({ offset, at, author: data.author, key, text, sentAt, replyTo });
      }
      case 'EDIT': return this.change(data.author, about, { offset, text });
      case 'RETRACT': return this.change(data.author, about, { offset, text: null });
      case 'READ': return this.read(data.author, { offset: offsetOf(about), readAt: sentAt });
      default: return false;
    }
  }

  /** Nothing is known any more. */
  clear(): void {
    for (const known of [this.said, this.ids, this.changes, this.marks]) known.clear();
    this.first = null;
  }

  /** Messages in the order of the log. */
  messages(): Message[] {
    const aliases = new Map<string, string[]>();
    for (const [at, id] of this.ids) aliases.set(id, [...(aliases.get(id) ?? []), at]);
    return [...this.said.values()]
      .sort((a, b) => a.offset - b.offset)
      .map((said) => this.message(said, aliases.get(idOf(said.author, said.key)) ?? []));
  }

  /** Whether the log holds it. */
  has(id: string): boolean {
    return this.said.has(id);
  }

  /** Which message is at a position, also where it is said again; null when it is not known. */
  idAt(at: string): string | null {
    return this.ids.get(at) ?? null;
  }

  /** How far each member has read, by their names. */
  get reads(): ReadonlyMap<string, Read> {
    return this.marks;
  }

  /** The message said at a position; null when it is not known, or only said again there. */
  messageAt(at: string): Message | null {
    const said = this.said.get(this.ids.get(at) ?? '');
    return said?.at === at ? this.message(said, [at]) : null;
  }

  /** The position from which on all is known; null while nothing is. */
  get oldest(): string | null {
    return this.first;
  }

  private began(offset: number, at: string): void {
    if (this.first === null || offset < offsetOf(this.first)) this.first = at;
  }

  private say(said: Said): boolean {
    const id = idOf(said.author, said.key);
    if (this.ids.has(said.at)) return false;
    this.ids.set(said.at, id);
    const known = this.said.get(id);
    if (known && known.offset < said.offset) return false;
    this.said.set(id, said);
    return true;
  }

  private change(author: string, about: string, change: Change): boolean {
    if (offsetOf(about) < 0) return false;
    const key = `${author} ${about}`;
    const newest = newer(this.changes.get(key), change);
    if (newest !== change) return false;
    this.changes.set(key, change);
    return true;
  }

  private read(member: string, read: Read): boolean {
    const known = this.marks.get(member);
    if (read.offset < 0 || (known && known.offset >= read.offset)) return false;
    this.marks.set(member, read);
    return true;
  }

  private message(said: Said, positions: readonly string[]): Message {
    const { at, author, key, sentAt, replyTo } = said;
    const change = positions
      .map((position) => this.changes.get(`${author} ${position}`))
      .reduce<Change | undefined>((newest, each) => (each ? newer(newest, each) : newest), undefined);
    const text = change ? change.text : said.text;
    return {
      id: idOf(author, key), at, author, sentAt, replyTo, text, isEdited: change !== undefined && text !== null,
    };
  }
}

/** What was taken back stays so; of edits, the later one counts. */
function newer(one: Change | undefined, other: Change): Change {
  if (!one) return other;
  if ((one.text === null) !== (other.text === null)) return one.text === null ? one : other;
  return other.offset > one.offset ? other : one;
}
