import { expect } from './answers.js';
import { frameOf } from './frames.js';
import { Lost, type Ask, type Method } from './http.js';

/** An event longer than this many characters is no event of ours. */
const LONGEST = 8 * 1024 * 1024;
const TYPE = 'text/event-stream';

export type Fetch = typeof fetch;

/** How long server-sent events may be silent: two heartbeats. */
export const SSE_CLOCKS = { firstWordMs: 10_000, silentMs: 30_000 } as const;

/** Whether answers can be read while they arrive. */
export function canStream(): boolean {
  return typeof Response !== 'undefined' && 'body' in Response.prototype;
}

/** Server-sent events, read by fetch: with the token in a header. */
export function sse(fetch: Fetch): Method {
  return { transport: 'sse', ...SSE_CLOCKS, exchange: (ask) => follow(fetch, ask) };
}

async function follow(fetch: Fetch, ask: Ask): Promise<void> {
  const response = await fetch(ask.url, {
    headers: { Accept: TYPE, Authorization: `Bearer ${ask.token}` },
    cache: 'no-store', signal: ask.signal,
  });
  await expect(response, TYPE);
  ask.clock(response.headers.get('date'));
  const events = new Events();
  for await (const text of textOf(response)) {
    ask.heard();
    for (const data of events.in(text)) {
      const frame = frameOf(data);
      if (frame) ask.take(frame);
    }
  }
  throw new Lost({ reason: 'the stream ended' });
}

async function* textOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Cuts text into server-sent events (WHATWG HTML §9.2.6), of which only the data is used. */
export class Events {
  private rest = '';
  private data: string[] = [];

  /** The data of every event that this piece of text completes. */
  in(text: string): string[] {
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    const complete = lines.flatMap((line) => this.line(line));
    if (this.rest.length + this.data.reduce((sum, line) => sum + line.length, 0) > LONGEST) {
      throw new Lost({ reason: 'an event is too long' });
    }
    return complete;
  }

  private line(line: string): string[] {
    if (line === '') {
      const data = this.data.join('\n');
      this.data = [];
      return data === '' ? [] : [data];
    }
    if (line.startsWith('data:')) this.data.push(line.slice(line[5] === ' ' ? 6 : 5));
    return [];
  }
}
