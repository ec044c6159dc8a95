import { expect } from './answers.js';
import { frameOf } from './frames.js';
import { Lost, type Ask, type Method } from './http.js';
import { SSE_CLOCKS, type Fetch } from './sse.js';

const EVENTS = ['snapshot', 'live', 'data', 'gap', 'beat', 'bye'];

type OpenEventSource = (url: string) => Pick<EventSource, 'addEventListener' | 'close'>;

/**
 * Server-sent events where fetch cannot read an answer while it arrives. An EventSource sets no
 * header, so that each is opened with a ticket that is good once.
 */
export function eventSource(
  fetch: Fetch, open: OpenEventSource = (url) => new EventSource(url),
): Method {
  return { transport: 'sse', ...SSE_CLOCKS, exchange: (ask) => follow(fetch, open, ask) };
}

async function follow(fetch: Fetch, open: OpenEventSource, ask: Ask): Promise<void> {
  const url = new URL(ask.url);
  url.searchParams.set('ticket', await ticket(fetch, ask));
  if (ask.signal.aborted) return;
  const source = open(url.href);
  try {
    await new Promise<void>((resolve, reject) => {
      ask.signal.addEventListener('abort', () => resolve());
      source.addEventListener('error', () => reject(new Lost({ reason: 'the stream ended' })));
      const told = (event: Event): void => {
        try {
          take(ask, (event as MessageEvent<string>).data);
        } catch (failure) {
          reject(failure as Error);
        }
      };
      for (const name of EVENTS) source.addEventListener(name, told);
    });
  } finally {
    // It would come back by itself, with a ticket that is used up.
    source.close();
  }
}

function take(ask: Ask, data: string): void {
  ask.heard();
  const frame = frameOf(data);
  if (frame) ask.take(frame);
}

async function ticket(fetch: Fetch, ask: Ask): Promise<string> {
  const [base] = ask.url.href.split('streams/');
  const response = await fetch(new URL('tickets', base), {
    method: 'POST',
    headers: { 'Authorization': `Bearer ${ask.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ stream: ask.stream }),
    signal: ask.signal,
  });
  await expect(response, 'application/json');
  return String((await response.json() as { ticket: unknown }).ticket);
}
