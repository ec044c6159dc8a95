import { computed, inject, shallowRef, watch, type InjectionKey } from 'vue';
import type { Alert } from '../ward/alerts';
import { Ward } from '../ward/ward';
import { objectsIn } from '../ward/vitals';
import { Engine } from './engine';
import type { Json } from './http';
import type { Platform } from './platform';

const AGAIN_MS = 30_000;

/** A conversation one is a member of. */
export interface Room {
  readonly room: string;
  readonly title: string | null;
  /** Whom it is about. */
  readonly patient: string | null;
  readonly members: readonly string[];
}

/** What somebody is here for: their wards, patients and rooms, as the server grants them now. */
export class Duty {
  readonly wards = shallowRef<ReadonlyMap<string, Ward>>(new Map());
  readonly patients = shallowRef<readonly string[]>([]);
  /** Patients who are a clinician's own, whichever ward they lie in: their alarms. */
  readonly singles = shallowRef<ReadonlyMap<string, Ward>>(new Map());
  /** All who alarm this page; what is told twice, the ward tells last, for it knows the bed. */
  readonly watched = computed((): readonly Ward[] => [...this.singles.value.values(), ...this.wards.value.values()]);
  /** Every open alert of theirs, once. */
  readonly open = computed((): readonly Alert[] => [
    ...new Map(this.watched.value.flatMap((ward) => ward.open.value).map((alert) => [alert.alertId, alert])).values(),
  ]);
  readonly rooms = shallowRef<readonly Room[]>([]);
  /** Whether somebody decides about what is measured; null for those whom alarms are not for. */
  readonly engine: Engine | null;
  /** The server has said so at least once. */
  readonly known = shallowRef(false);
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly stop: () => void;
  private asks = 0;
  private ended = false;

  /** @param asked a ward that was asked for by name; empty for none */
  constructor(private readonly platform: Platform, private readonly asked: string) {
    const { wards, patients } = platform.claims;
    this.grant(wards, patients);
    this.engine = platform.isClinician ? new Engine(platform.http, () => platform.link.value.phase === 'up') : null;
    this.timer = setInterval(() => void this.refresh(), AGAIN_MS);
    this.stop = watch(() => platform.link.value.phase, (phase) => {
      if (phase === 'up') void this.refresh();
    }, { immediate: true });
  }

  /** Asks the server again; what cannot be learned now stays as it is. */
  async refresh(): Promise<void> {
    const asked = ++this.asks;
    const me = await this.platform.http.get('v1/me').catch(() => null);
    if (me === null || asked !== this.asks || this.ended) return;
    this.grant(strings(me.wards), strings(me.patients));
    this.rooms.value = objectsIn(me.rooms).map(roomOf);
    this.known.value = true;
  }

  close(): void {
    this.ended = true;
    clearInterval(this.timer);
    this.engine?.close();
    this.stop();
    for (const ward of this.watched.value) ward.close();
  }

  private grant(wards: readonly string[], patients: readonly string[]): void {
    const ids = new Set(this.asked === '' ? wards : [this.asked, ...wards]);
    this.wards.value = this.kept('wards', this.wards.value, ids, wards);
    this.patients.value = patients;
    if (this.platform.isClinician) this.singles.value = this.kept('patients', this.singles.value, new Set(patients), patients);
  }

  /** Those of `ids`; what was refused for want of a right, and is granted now, begins anew. */
  private kept(
    kind: Ward['kind'], before: ReadonlyMap<string, Ward>, ids: ReadonlySet<string>, granted: readonly string[],
  ): ReadonlyMap<string, Ward> {
    const kept = new Map([...before].filter(([id, ward]) =>
      ids.has(id) && !(ward.isBarred && granted.includes(id))));
    if (ids.size === before.size && kept.size === before.size) return before;
    for (const [id, ward] of before) if (!kept.has(id)) ward.close();
    return new Map([...ids].map((id) => [id, kept.get(id) ?? new Ward(this.platform, id, kind)]));
  }
}

function roomOf(json: Json): Room {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    room: String(json.room), title: text(json.title), patient: text(json.patient), members: strings(json.members),
  };
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

const KEY: InjectionKey<Duty> = Symbol('duty');
export { KEY as DUTY };

/** The duty of the person on this page. */
export function useDuty(): Duty {
  const duty = inject(KEY);
  if (!duty) throw new Error('not signed in');
  return duty;
}
