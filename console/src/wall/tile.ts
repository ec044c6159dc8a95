import { isSignalLost, vitalOf, type Alert } from '../ward/alerts';
import type { BedView } from '../ward/bed';
import { inactivationText } from '../ward/inactivation';
import { ageText, breachText, familyText, PRIORITY_TEXT, STANDING_TEXT } from '../ward/text';
import { isTelling, scoreText } from '../ward/score';
import { UNITS, type LineVital } from '../ward/vitals';
import { wardWords } from '../ward/words';
import { wallWords } from './words';

/** A value older than this is not current any more. */
export const STALE_MS = 15_000;
/** A value older than this is not shown as a number of its own. */
const VOID_MS = 60_000;

/** One line of a tile. */
export interface Row {
  readonly vital: LineVital;
  readonly label: string;
  readonly unit: string;
  /** What stands large; dashes when there is no value to rely on. */
  readonly big: string;
  readonly note: string;
  readonly freshness: 'fresh' | 'stale' | 'lost' | 'none';
  /** The open alert about this vital that needs most. */
  readonly alert: Alert | null;
  /** The value shown is current and its alert condition stands. */
  readonly breach: boolean;
  readonly direction: '▲' | '▼' | '';
}

/** The rate to show: the heart's, or the pulse where there is no fresher heart rate. */
export function rateOf(bed: BedView): 'hr' | 'pulse' {
  const { hr, pulse } = bed.values;
  return pulse && (!hr || pulse.t - hr.t > STALE_MS) ? 'pulse' : 'hr';
}

export function rowsOf(bed: BedView, nowMs: number, linkLost: boolean): Row[] {
  const vitals: LineVital[] = [rateOf(bed), 'spo2', 'rr'];
  return vitals.map((vital) => rowOf(bed, vital, nowMs, linkLost));
}

export function rowOf(bed: BedView, vital: LineVital, nowMs: number, linkLost: boolean): Row {
  const shown = bed.values[vital];
  const alert = bed.alerts.find((a) => vitalOf(a.family) === vital) ?? null;
  const lost = bed.alerts.some((a) => isSignalLost(a.family)
    && (vitalOf(a.family) ?? vital) === vital && a.standing !== 'latched');
  const age = shown ? nowMs - shown.t : 0;
  const freshness = !shown ? 'none'
    : lost || age > VOID_MS ? 'lost'
      : linkLost || age > STALE_MS ? 'stale' : 'fresh';
  const breach = freshness === 'fresh' && (alert?.standing === 'active' || alert?.standing === 'acked');
  const label = wardWords.value.label[vital];
  const solid = freshness === 'fresh' || freshness === 'stale';
  return {
    vital, label, unit: UNITS[vital], freshness, alert,
    big: shown && solid ? displayed(shown.text) : '––',
    note: !shown ? wallWords.value.noValue : solid ? ageText(age) : wallWords.value.was(displayed(shown.text), ageText(age)),
    breach,
    direction: breach && alert ? directionOf(alert) : '',
  };
}

/** At most one decimal, and only where there is one. */
function displayed(text: string): string {
  const value = Number(text);
  return Number.isFinite(value) ? String(Math.round(value * 10) / 10) : text;
}

function directionOf(alert: Alert): '▲' | '▼' | '' {
  if (/_(HIGH|RISE)$/.test(alert.family)) return '▲';
  return alert.family.endsWith('_LOW') ? '▼' : '';
}

/** The text of a tile's band; null when nothing needs to be said. */
export function quietText(bed: BedView, rows: readonly Row[]): string | null {
  if (bed.alerts.length > 0 || rows.some((row) => row.freshness === 'fresh')) return null;
  return rows.every((row) => row.freshness === 'none') ? wallWords.value.noReadings : wallWords.value.noCurrent;
}

export function whereText(bed: BedView): string {
  return bed.person.bed ?? '–';
}

export function whoText(bed: BedView): string {
  return bed.person.name ?? bed.patient;
}

export function aboutText(bed: BedView): string {
  const { ageYears, sex } = bed.person;
  return [ageYears === null ? null : `${ageYears} ${wardWords.value.years}`, sex && (wardWords.value.sex[sex] ?? sex)].filter((part) => part !== null).join(' ');
}

/** The whole tile in one sentence, for those who hear it. */
export function spokenTile(bed: BedView, rows: readonly Row[], nowMs: number, areAlertsUnknown: boolean): string {
  const w = wallWords.value;
  const values = rows.map((row) => {
    const age = row.freshness === 'fresh' ? '' : `, ${row.freshness === 'stale' ? `${w.old}: ` : ''}${row.note}`;
    return `${wardWords.value.spoken[row.vital]} ${row.big === '––' ? w.notAvailable : row.big}${age}`;
  });
  const alerts = bed.alerts.map((alert) =>
    `${PRIORITY_TEXT.value[alert.priority]} ${w.alert} ${familyText(alert.family)} ${breachText(alert)} ${STANDING_TEXT.value[alert.standing]}${alert.stale ? `, ${wardWords.value.signalLost}` : ''}`);
  const mutes = bed.inactivations.map((one) => inactivationText(one, nowMs));
  const score = bed.score && isTelling(bed.score) ? [`NEWS2 ${scoreText(bed.score)}`] : [];
  return [`${wardWords.value.bed(whereText(bed))}, ${whoText(bed)}`, ...(areAlertsUnknown ? [w.alertsUnknown] : []), ...mutes, ...alerts, ...score, ...values].join('. ');
}

