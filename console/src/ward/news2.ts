import { isObject, objectsIn, timeOf } from './vitals';

type Json = Readonly<Record<string, unknown>>;

/** The parameters of the chart, in its order (Royal College of Physicians, NEWS2, 2017). */
export const PARTS = ['rr', 'spo2', 'o2', 'sbp', 'pulse', 'acvpu', 'temp'] as const;
export type PartName = (typeof PARTS)[number];
export type Band = 'LOW' | 'LOW_MEDIUM' | 'MEDIUM' | 'HIGH';

/** One parameter: what was measured, when, and its points. Null where it is not known. */
export interface Part {
  readonly name: PartName;
  readonly value: string | null;
  readonly t: number | null;
  readonly score: number | null;
  readonly red: boolean;
}

interface Known {
  readonly scale: 1 | 2;
  readonly mode: 'OBSERVATION_SET' | 'CONTINUOUS';
  readonly at: number | null;
  readonly oldest: number | null;
  readonly parts: readonly Part[];
}

/** A score as the platform has reckoned it. Nothing is reckoned here. */
export type News2 =
  | (Known & { readonly status: 'COMPLETE'; readonly total: number; readonly band: Band })
  | (Known & {
    readonly status: 'INCOMPLETE'; readonly least: number; readonly most: number;
    readonly bandLeast: Band; readonly bandMost: Band; readonly missing: readonly PartName[];
  })
  | { readonly status: 'NOT_APPLICABLE'; readonly reason: string | null };

const BANDS: readonly string[] = ['LOW', 'LOW_MEDIUM', 'MEDIUM', 'HIGH'];

function isBand(value: unknown): value is Band {
  return BANDS.includes(String(value));
}

/** The part a vital belongs to: pulse is scored from the heart rate, too. */
function partOf(vital: unknown): PartName | null {
  const name = vital === 'hr' ? 'pulse' : vital;
  return PARTS.find((part) => part === name) ?? null;
}

function parts(json: Json): Part[] {
  const inputs = new Map(objectsIn(json.inputs).map((input) => [partOf(input.vital), input]));
  const red = new Set(Array.isArray(json.red) ? json.red.map(partOf) : []);
  return PARTS.map((name) => {
    const input = inputs.get(name);
    const value = input?.value;
    return {
      name,
      value: ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : null,
      t: timeOf(input?.t),
      score: typeof input?.score === 'number' ? input.score : null,
      red: red.has(name),
    };
  });
}

/** The score of a vitals snapshot; null when there is none, or none that can be shown truthfully. */
export function news2Of(json: unknown): News2 | null {
  if (!isObject(json)) return null;
  if (json.status === 'NOT_APPLICABLE') {
    return { status: 'NOT_APPLICABLE', reason: typeof json.reason === 'string' ? json.reason : null };
  }
  const known: Known = {
    scale: json.scale === 2 ? 2 : 1,
    mode: json.mode === 'OBSERVATION_SET' ? 'OBSERVATION_SET' : 'CONTINUOUS',
    at: timeOf(json.at),
    oldest: timeOf(json.oldest),
    parts: parts(json),
  };
  const { total, band, totalMin, totalMax, bandMin, bandMax, missing } = json;
  if (json.status === 'COMPLETE' && typeof total === 'number' && isBand(band)) {
    return { ...known, status: 'COMPLETE', total, band };
  }
  if (json.status === 'INCOMPLETE' && typeof totalMin === 'number' && typeof totalMax === 'number'
    && isBand(bandMin) && isBand(bandMax)) {
    return {
      ...known, status: 'INCOMPLETE', least: totalMin, most: totalMax, bandLeast: bandMin, bandMost: bandMax,
      missing: Array.isArray(missing) ? missing.map(partOf).filter((one) => one !== null) : [],
    };
  }
  return null;
}
