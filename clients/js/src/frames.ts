// The frames of the edge protocol, version 1, as far as a reader of streams meets them.

/** Where a stream starts. */
export type From =
  | 'snapshot'
  | 'live'
  | 'earliest'
  | { readonly cursor: string }
  | { readonly time: string };

/** One delivered item; `at` is its position in the log, `topic/partition/offset`. */
export interface Item<T = unknown> {
  readonly at: string;
  readonly data: T;
}

/** Something of a stream was not, or will not be, delivered. */
export interface Gap {
  readonly why: string;
  readonly from?: string;
  readonly to?: string;
  readonly count?: number;
}

/** The error answer to a request. */
export interface Refusal {
  readonly code: string;
  readonly message?: string;
  readonly path?: string;
  readonly retry?: boolean;
  readonly afterMs?: number;
}

/** What the server says before it closes. */
export interface Bye {
  readonly code: number;
  readonly reason?: string;
  readonly afterMs?: number;
}

/** Any frame of the server: which fields are present tells what it is. */
export interface ServerFrame {
  readonly id?: number | string;
  readonly ok?: Readonly<Record<string, unknown>>;
  readonly error?: Refusal;
  readonly hello?: Readonly<Record<string, unknown>>;
  readonly sub?: number;
  readonly snapshot?: readonly Item[];
  /** Present on the pages of an opening snapshot, not on state told between events. */
  readonly more?: boolean;
  readonly live?: { readonly cursor?: string };
  readonly data?: readonly Item[];
  readonly cursor?: string;
  readonly gap?: Gap;
  readonly beat?: Readonly<Record<string, string>>;
  readonly now?: string;
  readonly bye?: Bye;
}

/** The frames of one message, one per line. A line that is not a JSON object is left out. */
export function framesOf(message: string): ServerFrame[] {
  return message.split('\n').map(frameOf).filter((frame) => frame !== null);
}

/** A JSON object as a frame; null when it is none. */
export function frameOf(text: string): ServerFrame | null {
  if (text.trim() === '') return null;
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
