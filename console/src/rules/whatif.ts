import type { Json } from '../app/http';
import { isObject, objectsIn } from '../ward/vitals';
import { numberOf, strings, textOf } from './api';

export const KINDS = ['GAINED', 'LOST', 'EARLIER', 'LATER', 'MORE_SEVERE', 'LESS_SEVERE', 'SAME'] as const;
export type Kind = (typeof KINDS)[number];

/** A family in alarm, from raised to cleared. */
export interface Episode {
  readonly from: number;
  /** Null when it outlasted the time looked at. */
  readonly to: number | null;
  readonly severity: string;
  readonly value: string | null;
  readonly limit: string;
  readonly readings: readonly string[];
}

/** An alert by the rules in force, and by the proposed ones. */
export interface Compared {
  readonly kind: Kind;
  readonly family: string;
  readonly before: Episode | null;
  readonly after: Episode | null;
}

export interface Person {
  readonly patient: string;
  readonly ward: string | null;
  /** The proposal decides about them. */
  readonly judged: boolean;
  readonly alerts: readonly Compared[];
}

export interface Outcome {
  readonly from: number;
  readonly to: number;
  readonly records: number;
  readonly counts: Readonly<Record<Kind, number>>;
  readonly people: readonly Person[];
}

function episodeOf(value: unknown): Episode | null {
  if (!isObject(value)) return null;
  return {
    from: numberOf(value.from), to: typeof value.to === 'number' ? value.to : null,
    severity: textOf(value.severity) ?? '', value: textOf(value.value), limit: textOf(value.limit) ?? '',
    readings: strings(value.readings),
  };
}

function kindOf(value: unknown): Kind {
  return KINDS.find((kind) => kind === value) ?? 'SAME';
}

export function outcomeOf(json: Json): Outcome {
  const counts = isObject(json.counts) ? json.counts : {};
  return {
    from: Date.parse(textOf(json.from) ?? ''), to: Date.parse(textOf(json.to) ?? ''), records: numberOf(json.records),
    counts: Object.fromEntries(KINDS.map((kind) => [kind, numberOf(counts[kind])])) as Record<Kind, number>,
    people: objectsIn(json.patients).map((person) => ({
      patient: textOf(person.patient) ?? '', ward: textOf(person.ward), judged: person.judgedByProposal === true,
      alerts: objectsIn(person.alerts).map((alert) => ({
        kind: kindOf(alert.kind), family: textOf(alert.family) ?? '',
        before: episodeOf(alert.before), after: episodeOf(alert.after),
      })),
    })),
  };
}

/** Where a bar lies on a lane, in parts of its width; at least wide enough to be seen. */
export function place(episode: Episode, from: number, to: number): { readonly x: number; readonly width: number } {
  const span = Math.max(1, to - from);
  const part = (at: number): number => Math.min(1, Math.max(0, (at - from) / span));
  const x = part(episode.from);
  return { x: Math.min(x, 0.996), width: Math.max(0.004, part(episode.to ?? to) - x) };
}

/** The differences of all patients, those who have most of them first; what is the same is left out. */
export function differing(outcome: Outcome): readonly Person[] {
  return outcome.people
    .map((person) => ({ ...person, alerts: person.alerts.filter((alert) => alert.kind !== 'SAME') }))
    .filter((person) => person.alerts.length > 0)
    .sort((a, b) => b.alerts.length - a.alerts.length || a.patient.localeCompare(b.patient));
}
