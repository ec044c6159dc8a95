/** What the order of the wall depends on. */
export interface Slot {
  readonly patient: string;
  readonly bed: string;
  readonly need: number;
}

/** A tile keeps its place for this long after its need has fallen. */
const CALM_MS = 20_000;
const NATURAL = new Intl.Collator('en', { numeric: true });

/**
 * The order of the wall: by need, then by bed. A tile moves forward at once and back only after it
 * has been calm for a while, so that a value hovering at its limit does not shuffle the wall.
 */
export class Order {
  private readonly held = new Map<string, { need: number; since: number }>();

  of(slots: readonly Slot[], nowMs: number): string[] {
    const present = new Set(slots.map((slot) => slot.patient));
    for (const patient of this.held.keys()) if (!present.has(patient)) this.held.delete(patient);
    return slots
      .map((slot) => ({ ...slot, need: this.hold(slot, nowMs) }))
      .sort((a, b) => b.need - a.need || NATURAL.compare(a.bed, b.bed)
        || NATURAL.compare(a.patient, b.patient))
      .map((slot) => slot.patient);
  }

  private hold(slot: Slot, nowMs: number): number {
    const held = this.held.get(slot.patient);
    if (held && slot.need < held.need && nowMs - held.since < CALM_MS) return held.need;
    if (!held || slot.need !== held.need) this.held.set(slot.patient, { need: slot.need, since: nowMs });
    else held.since = nowMs;
    return slot.need;
  }
}
