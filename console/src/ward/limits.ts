import { isRelief, vitalOf, type Alert } from './alerts';
import type { Vital } from './vitals';

/** A line on the chart: `value` is the last one that does not raise. */
export interface Limit {
  readonly value: number;
  readonly priority: 'HIGH' | 'MEDIUM';
  readonly source: 'in force' | 'profile default';
}

type Bounds = readonly (readonly [number, 'HIGH' | 'MEDIUM'])[];

// Defaults of the profile `adult-continuous`; what an open alert says about its own limit wins.
const PROFILES: Readonly<Record<string, Partial<Record<Vital, Bounds>>>> = {
  'adult-continuous': {
    hr: [[40, 'HIGH'], [50, 'MEDIUM'], [120, 'MEDIUM'], [150, 'HIGH']],
    spo2: [[80, 'HIGH'], [90, 'MEDIUM']],
    rr: [[5, 'HIGH'], [8, 'MEDIUM'], [30, 'MEDIUM']],
  },
};

/** The limits of a vital, as far as this page can know them; seconds of silence and rises are none. */
export function limitsOf(vital: Vital, profile: string | null, alerts: readonly Alert[]): Limit[] {
  const inForce = alerts.flatMap((alert): Limit[] => {
    const value = Number.parseFloat(alert.limit?.replace(/^[^\d-]*/, '') ?? '');
    if (vitalOf(alert.family) !== vital || !/_(LOW|HIGH)$/.test(alert.family) || isRelief(alert.family, alert.limit) || Number.isNaN(value)) return [];
    return [{ value, priority: alert.priority === 'HIGH' ? 'HIGH' : 'MEDIUM', source: 'in force' }];
  });
  const defaults = PROFILES[profile ?? '']?.[vital] ?? [];
  return [
    ...inForce,
    ...defaults
      .filter(([value]) => !inForce.some((limit) => limit.value === value))
      .map(([value, priority]): Limit => ({ value, priority, source: 'profile default' })),
  ];
}
