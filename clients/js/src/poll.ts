import { expect } from './answers.js';
import type { Gap, Item } from './frames.js';
import { type Ask, type Method } from './http.js';
import type { Fetch } from './sse.js';

const WAIT_MS = 20_000;
const TYPE = 'application/json';
/** A server that answers with nothing is asked no sooner than this after the last time. */
const AT_LEAST_MS = 1_000;

interface Answer {
  readonly snapshot?: readonly Item[];
  /** Present on an opening snapshot, not on state told between events. */
  readonly more?: boolean;
  readonly gaps?: readonly Gap[];
  readonly data?: readonly Item[];
  readonly cursor?: string;
  readonly live?: boolean;
}

/** Long poll: one request after the other, each answered when there is something. */
export function poll(fetch: Fetch): Method {
  return {
    transport: 'poll', firstWordMs: 10_000, silentMs: WAIT_MS + 10_000,
    exchange: (ask) => follow(fetch, ask),
  };
}

/** Asks again and again; the cursor of an answer is where the next begins. */
async function follow(fetch: Fetch, ask: Ask): Promise<void> {
  let wasLive = false;
  const url = new URL(ask.url);
  for (let waitMs = ask.first ? 0 : WAIT_MS; !ask.signal.aborted; waitMs = WAIT_MS) {
    url.searchParams.set('waitMs', String(waitMs));
    const asked = Date.now();
    const answer = await once(fetch, url, ask);
    tell(ask, answer, wasLive);
    wasLive ||= answer.live === true;
    if (typeof answer.cursor === 'string') goOn(url, answer.cursor);
    if (waitMs > 0 && isEmpty(answer)) await pause(asked + AT_LEAST_MS - Date.now());
  }
}

async function once(fetch: Fetch, url: URL, ask: Ask): Promise<Answer> {
  const response = await fetch(url, {
    headers: { Accept: TYPE, Authorization: `Bearer ${ask.token}` },
    cache: 'no-store', signal: ask.signal,
  });
  await expect(response, TYPE);
  const answer = await response.json() as Answer;
  ask.clock(response.headers.get('date'));
  ask.heard();
  return answer;
}

/** An answer as the frames that other transports would have sent. */
function tell(ask: Ask, answer: Answer, wasLive: boolean): void {
  const { snapshot, more, gaps = [], data = [] } = answer;
  const place = answer.cursor === undefined ? {} : { cursor: answer.cursor };
  if (snapshot) ask.take(more === undefined ? { snapshot } : { snapshot, more });
  ask.take({ data });
  for (const gap of gaps) ask.take({ gap }); // after the data: a gap's cursor may cover some of it
  ask.take({ data: [], ...place });
  if (answer.live && (!wasLive || more !== undefined)) ask.take({ live: place });
}

function goOn(url: URL, cursor: string): void {
  url.searchParams.delete('from');
  url.searchParams.delete('fromTime');
  url.searchParams.set('cursor', cursor);
}

function isEmpty(answer: Answer): boolean {
  return [answer.snapshot, answer.gaps, answer.data].every((items) => (items?.length ?? 0) === 0);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, Math.max(0, ms)); });
}
