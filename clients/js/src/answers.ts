import type { Refusal } from './frames.js';
import { Lost, Refused } from './http.js';

/** Reads the errors of HTTP answers. Throws unless the answer is good and of the type wanted. */
export async function expect(response: Response, type: string): Promise<void> {
  if (response.ok && response.headers.get('content-type')?.startsWith(type)) return;
  const refusal = await refusalIn(response);
  const isForStream = refusal !== null && (response.status !== 404 || refusal.code === 'UNKNOWN_STREAM');
  if (isForStream) throw new Refused(refusal);
  // Not the platform's own words: a proxy's, or those of a server without this transport.
  throw new Lost({ reason: `HTTP ${response.status}`, afterMs: retryAfterMs(response) });
}

async function refusalIn(response: Response): Promise<Refusal | null> {
  const body = await response.json().catch(() => null) as { error?: Refusal } | null;
  return typeof body?.error?.code === 'string' ? body.error : null;
}

function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isNaN(seconds) ? undefined : seconds * 1000;
}
