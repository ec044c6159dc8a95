import type { Gap, Item, Refusal } from './frames.js';
import type { EventOf, StateOf } from './kinds.js';
import { failure } from './receipts.js';
import type { Handlers } from './subscription.js';

/** What a stream tells, in order. See the handlers of the same names. */
export type StreamEvent<Name extends string = string> =
  | { readonly kind: 'reset' }
  | { readonly kind: 'snapshot'; readonly items: readonly Item<StateOf<Name>>[] }
  | { readonly kind: 'live' }
  | { readonly kind: 'data'; readonly items: readonly Item<EventOf<Name>>[] }
  | { readonly kind: 'gap'; readonly gap: Gap }
  | { readonly kind: 'cursor'; readonly cursor: string };

/** A stream to be taken at the reader's pace: what was taken, and no more, gives credit back. */
export type Events<Name extends string> = AsyncGenerator<StreamEvent<Name>, void, void>;

/** Turns handlers into events to be taken one by one. Throws, when taken, what ended the stream. */
export async function* eventsOf<Name extends string>(
  subscribe: (handlers: Handlers<Name>) => { close(): void },
): Events<Name> {
  const queue = new Queue<Name>();
  const stream = subscribe(queue.handlers);
  try {
    for (let next = await queue.next(); next !== null; next = await queue.next()) {
      yield next.event;
      next.taken();
    }
    if (queue.refusal) throw failure(queue.refusal);
  } finally {
    stream.close();
  }
}

/** An event, and whom to tell that it was taken. */
interface Entry<Name extends string> {
  readonly event: StreamEvent<Name>;
  readonly taken: () => void;
}

/** Bounded by the credit of its stream. */
class Queue<Name extends string> {
  refusal: Refusal | undefined;
  private readonly entries: Entry<Name>[] = [];
  private ended = false;
  private wake = (): void => {};

  readonly handlers: Handlers<Name> = {
    onReset: () => void this.put({ kind: 'reset' }),
    onSnapshot: (items) => this.put({ kind: 'snapshot', items }),
    onLive: () => void this.put({ kind: 'live' }),
    onData: (items) => this.put({ kind: 'data', items }),
    onGap: (gap) => void this.put({ kind: 'gap', gap }),
    onCursor: (cursor) => {
      if (this.entries.at(-1)?.event.kind === 'cursor') this.entries.pop();
      void this.put({ kind: 'cursor', cursor });
    },
    onEnd: (refusal) => {
      this.ended = true;
      this.refusal = refusal;
      this.wake();
    },
  };

  /** The next, when there is one; null after the last. */
  async next(): Promise<Entry<Name> | null> {
    for (;;) {
      const next = this.entries.shift();
      if (next) return next;
      if (this.ended) return null;
      await new Promise<void>((resolve) => { this.wake = resolve; });
    }
  }

  private put(event: StreamEvent<Name>): Promise<void> {
    return new Promise((taken) => {
      this.entries.push({ event, taken });
      this.wake();
    });
  }
}
