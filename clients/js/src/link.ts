import type { TransportName } from './transport.js';

/**
 * State of the connection. `up` means greeted and heard within two heartbeats; `lost` means it was
 * up, or tried, and is being tried again; `refused` and `closed` are final.
 */
export interface Link {
  readonly phase: 'connecting' | 'up' | 'lost' | 'refused' | 'closed';
  readonly reason: string | null;
  /** What carries the streams, while up. */
  readonly transport: TransportName | null;
  /** When anything was last heard from the server; null before the first answer. */
  readonly lastHeard: number | null;
  /** When the next attempt begins, while lost. */
  readonly retryAt: number | null;
  /** Server clock minus this clock. */
  readonly skewMs: number;
}

export const UNLINKED: Link = {
  phase: 'connecting', reason: null, transport: null, lastHeard: null, retryAt: null, skewMs: 0,
};
