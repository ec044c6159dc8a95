import type { Json } from '../app/http';
import { isObject, objectsIn } from '../ward/vitals';

/** One thing that is wrong with a document. */
export interface Fault {
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly what: string;
  readonly remedy: string;
}

export interface SetOfRules {
  readonly id: string;
  readonly version: number;
  readonly builtIn: boolean;
  readonly author: string | null;
  readonly note: string | null;
  readonly appliedAt: number | null;
  readonly hash: string;
  readonly patients: number;
}

export interface Change {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly direction: string;
}

/** What the server thinks of a document. */
export interface Checked {
  readonly faults: readonly Fault[];
  /** Null while it has faults. */
  readonly sound: Sound | null;
}

export interface Sound {
  readonly id: string;
  /** It would become. */
  readonly next: number;
  /** In force; 0: none. */
  readonly version: number;
  readonly before: string | null;
  readonly inForce: boolean;
  readonly patients: number;
  readonly summary: readonly string[];
  readonly changes: readonly Change[];
  readonly warnings: readonly string[];
}

export interface Verdict {
  readonly id: string;
  readonly title: string;
  readonly verdict: string;
  readonly remarks: readonly string[];
  readonly lines: readonly Json[];
}

export function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

export function setOf(json: Json): SetOfRules {
  const at = textOf(json.appliedAt);
  return {
    id: textOf(json.id) ?? '', version: numberOf(json.version), builtIn: json.builtIn === true,
    author: textOf(json.author), note: textOf(json.note), appliedAt: at === null ? null : Date.parse(at),
    hash: textOf(json.hash) ?? '', patients: numberOf(json.patients),
  };
}

function faultOf(json: Json): Fault {
  return {
    line: numberOf(json.line), column: numberOf(json.column), path: textOf(json.path) ?? '',
    what: textOf(json.what) ?? '', remedy: textOf(json.remedy) ?? '',
  };
}

export function checkedOf(json: Json): Checked {
  const faults = objectsIn(json.problems).map(faultOf);
  if (faults.length > 0 || !isObject(json.rules)) return { faults, sound: null };
  return {
    faults,
    sound: {
      id: textOf(json.rules.id) ?? '', next: numberOf(json.rules.version), version: numberOf(json.version),
      before: textOf(json.before), inForce: json.inForce === true, patients: numberOf(json.patients),
      summary: strings(json.rules.summary), warnings: strings(json.warnings),
      changes: objectsIn(json.changes).map((change) => ({
        path: textOf(change.path) ?? '', before: textOf(change.before), after: textOf(change.after),
        direction: textOf(change.direction) ?? '',
      })),
    },
  };
}

export function verdictOf(json: Json): Verdict {
  return {
    id: textOf(json.id) ?? '', title: textOf(json.title) ?? '', verdict: textOf(json.verdict) ?? '',
    remarks: strings(json.remarks), lines: objectsIn(json.lines),
  };
}
