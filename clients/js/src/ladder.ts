import type { TransportName } from './transport.js';

const FIRST_PROBE_MS = 15_000;
const LAST_PROBE_MS = 600_000;

/**
 * Which transport to try: what worked last, then the others, best first. A round is over when
 * all have failed.
 */
export class Ladder {
  private settled: TransportName;
  private order: TransportName[];
  private probes = 0;

  constructor(private readonly rungs: readonly [TransportName, ...TransportName[]]) {
    this.settled = rungs[0];
    this.order = this.round();
  }

  get next(): TransportName {
    return this.order[0] ?? this.settled;
  }

  /** Whether a WebSocket would be better than what works. */
  get isSecondBest(): boolean {
    return this.settled !== 'websocket' && this.rungs.includes('websocket');
  }

  has(transport: TransportName): boolean {
    return this.rungs.includes(transport);
  }

  worked(transport: TransportName): void {
    if (transport === 'websocket') this.probes = 0;
    this.settled = transport;
    this.order = this.round();
  }

  /** What is next cannot be had. Returns whether another can be tried before a wait. */
  failed(): boolean {
    this.order.shift();
    if (this.order.length > 0) return true;
    this.order = this.round();
    return false;
  }

  /** How long what works is left alone before a WebSocket is tried again: 15 s, doubling to 10 min. */
  probeDelayMs(random: () => number): number {
    const ceiling = Math.min(LAST_PROBE_MS, FIRST_PROBE_MS * 2 ** Math.min(this.probes, 10));
    this.probes += 1;
    return ceiling * (1 + random()) / 2;
  }

  private round(): TransportName[] {
    return [this.settled, ...this.rungs.filter((rung) => rung !== this.settled)];
  }
}
