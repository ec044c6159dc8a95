import type { Refusal } from './frames.js';
import type { Receipt } from './receipts.js';
import type { Subscription } from './subscription.js';

/** The ways to the server, best first. */
export const TRANSPORTS = ['websocket', 'sse', 'poll'] as const;
export type TransportName = (typeof TRANSPORTS)[number];

/** Why a connection ended. */
export interface Loss {
  readonly reason: string;
  /** The close code, when there was one. */
  readonly code?: number | undefined;
  readonly afterMs?: number | undefined;
  /** The server itself said so: the transport works. */
  readonly answered?: boolean;
}

/** One connection, from its start to its only end. After `close` it says nothing to its owner. */
export interface Connection {
  readonly transport: TransportName;
  start(): void;
  /** Serves a subscription from its cursor, as soon as the connection is up. */
  add(subscription: Subscription): void;
  remove(subscription: Subscription): void;
  /** More items of a subscription may come. */
  grant(subscription: Subscription, items: number): void;
  /** Tells a receipt, if it can now; those that wait are told when the stream is granted. */
  tell(subscription: Subscription, receipt: Receipt): void;
  /** Tells that somebody types in a room, if it can now; it is not worth telling later. */
  typing(room: string): void;
  /** The owner has a newer token. */
  renewed(): void;
  close(): void;
}

/** What a connection tells whoever started it. */
export interface Owner {
  readonly name: string;
  readonly token: string;
  up(by: Connection): void;
  /** Something came; `now` is the server's clock, if it told. */
  heard(by: Connection, now?: unknown): void;
  lost(by: Connection, loss: Loss): void;
  /** The server does not want this client, or not with this token. */
  refused(by: Connection, refusal: Refusal): void;
}
