// What the items of each kind of stream look like. Schemas grow: fields not named here may come.

/** A vital's name, as in `put`: hr, pulse, rr, spo2, sbp, dbp, map, temp, acvpu, o2, o2Flow, fio2. */
export type Vital = string;

/** One moment of a device: its time, and the vitals by name, in canonical units. */
export interface Reading {
  /** RFC 3339, UTC. */
  readonly t: string;
  /** Absent when final. */
  readonly status?: 'corrected' | 'enteredInError';
  readonly [vital: Vital]: unknown;
}

export interface VitalsEvent {
  readonly patient: string;
  readonly device: string;
  readonly boot: number;
  readonly seq: number;
  readonly part?: number;
  readonly arrivedAt: string;
  readonly readings: readonly Reading[];
  readonly unusable?: readonly { reading: number; vital: Vital; value: string; why: string }[];
}

/** The newest accepted value of each vital of a patient. */
export interface VitalsState {
  readonly patient: string;
  readonly latest?: Readonly<Record<Vital, {
    readonly value: number | string | boolean;
    readonly t: string;
    readonly arrivedAt: string;
    readonly device: string;
  }>>;
  readonly news2?: Readonly<Record<string, unknown>>;
}

interface AlertCommon {
  readonly alertId: string;
  readonly seq: number;
  readonly patient: string;
  readonly family: string;
  readonly severity: 'NONE' | 'LOW' | 'LOW_MEDIUM' | 'MEDIUM' | 'HIGH';
  readonly value?: string;
  readonly limit?: string;
  readonly open: boolean;
  readonly acked: boolean;
  readonly latched: boolean;
}

export interface AlertEvent extends AlertCommon {
  /** A type you do not know is a step in the alert's life: take over the fields, sound nothing. */
  readonly type: string;
  readonly eventTime: string;
  readonly emittedAt: string;
  readonly by?: string;
  readonly note?: string;
}

export interface AlertState extends AlertCommon {
  readonly raisedAt: string;
  readonly changedAt: string;
  readonly deliveredAt?: string;
  readonly seenAt?: string;
}

/** One vital over one minute; a higher `revision` replaces a lower one. */
export interface Window {
  readonly patient: string;
  readonly vital: Vital;
  readonly size: string;
  readonly start: string;
  readonly count: number;
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  readonly revision: number;
  readonly final: boolean;
}

/** A patient in the ward; or, with `left`, one who is no longer in it. */
export interface Stay {
  readonly patient: string;
  readonly ward?: string;
  readonly bed?: string;
  readonly name?: string;
  readonly left?: boolean;
}

export interface Message {
  readonly room: string;
  readonly kind: 'SAY' | 'EDIT' | 'RETRACT' | 'READ';
  readonly author: string;
  readonly key?: string;
  readonly text?: string;
  /** Position of the message that is edited, retracted or, with all before it, read. */
  readonly message?: string;
  readonly replyTo?: string;
  readonly sentAt: string;
}

/** What a ward should know. Show the text of a kind you do not know. */
export interface Notice {
  readonly kind: string;
  readonly patient?: string;
  readonly by: string;
  readonly role: string;
  readonly text: string;
  readonly until?: string;
  readonly sentAt: string;
}

/** Somebody who watches a ward, patient or room; or, with `left`, watches no more. */
export interface Presence {
  readonly subject: string;
  readonly role?: string;
  /** The kinds of streams they watch. */
  readonly streams?: readonly string[];
  readonly sessions?: number;
  readonly since?: string;
  /** Writes something there, until then by platform time. */
  readonly typingUntil?: string;
  readonly left?: boolean;
}

/** By the last word of a stream's name: what its events are, and what its snapshot is made of. */
export interface Kinds {
  vitals: { event: VitalsEvent; state: VitalsState };
  alerts: { event: AlertEvent; state: AlertState };
  windows: { event: Window; state: Window };
  census: { event: Stay; state: Stay };
  messages: { event: Message; state: Message };
  notices: { event: Notice; state: Notice };
  presence: { event: Presence; state: Presence };
}

type KindOf<Name extends string> =
  Name extends `${string}/${string}/${infer Kind extends keyof Kinds & string}` ? Kind : never;

/** The events of a stream, from its name: `EventOf<'wards/icu-1/vitals'>` is `VitalsEvent`. */
export type EventOf<Name extends string> =
  [KindOf<Name>] extends [never] ? unknown : Kinds[KindOf<Name>]['event'];

/** The items of a stream's snapshot, from its name. */
export type StateOf<Name extends string> =
  [KindOf<Name>] extends [never] ? unknown : Kinds[KindOf<Name>]['state'];
