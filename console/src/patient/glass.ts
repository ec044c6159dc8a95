import { isObject, timeOf } from '../ward/vitals';
import type { Http } from '../app/http';

const KEY = 'wardstream.glass';

/** Grants are somebody's own: whoever signs in next in this tab has none of them. */
export function forgetGlass(): void {
  globalThis.sessionStorage?.removeItem(KEY);
}

/** Until when somebody may see patients they do not care for, as the server said; for this tab. */
function stored(): Record<string, number> {
  try {
    const json = JSON.parse(globalThis.sessionStorage?.getItem(KEY) ?? '{}') as unknown;
    const ends = Object.entries(isObject(json) ? json : {});
    return Object.fromEntries(ends.filter((one): one is [string, number] => typeof one[1] === 'number'));
  } catch {
    return {};
  }
}

function keep(all: Record<string, number>): void {
  globalThis.sessionStorage?.setItem(KEY, JSON.stringify(all));
}

/** The end of a broken glass that still holds; null when there is none. */
export function glassUntil(patient: string, nowMs: number): number | null {
  const until = stored()[patient];
  return until !== undefined && until > nowMs ? until : null;
}

/** Takes the right to see a patient, for a reason; resolves with its end when it is granted and on record. */
export async function breakGlass(http: Http, patient: string, reason: string): Promise<number> {
  const { ok } = await http.post('v1/break-glass', { patient, reason });
  const until = isObject(ok) ? timeOf(ok.until) : null;
  if (until === null) throw new Error('no end was told');
  keep({ ...stored(), [patient]: until });
  return until;
}

export async function mendGlass(http: Http, patient: string): Promise<void> {
  await http.delete(`v1/break-glass/${encodeURIComponent(patient)}`);
  const { [patient]: _, ...others } = stored();
  keep(others);
}
