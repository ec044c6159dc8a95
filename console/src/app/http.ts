import { isObject } from '../ward/vitals';

export type Json = Readonly<Record<string, unknown>>;

/** What the server did not do, and why. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** The field at fault, where the server names one. */
    readonly path: string | null = null,
    /** Worth another try after so long; null when it is not. */
    readonly afterMs: number | null = null,
  ) {
    super(message);
  }
}

/** No answer at all, whatever the reason. */
const UNREACHABLE = 'UNREACHABLE';

/** Requests to the server this page came from, in the name of whoever is signed in. */
export class Http {
  constructor(private readonly token: () => string, private readonly fetcher = globalThis.fetch) {}

  get(path: string): Promise<Json> {
    return this.ask('GET', path);
  }

  post(path: string, body: unknown = {}): Promise<Json> {
    return this.ask('POST', path, body);
  }

  delete(path: string): Promise<Json> {
    return this.ask('DELETE', path);
  }

  /** Rejects with a {@link Problem}. */
  async ask(method: string, path: string, body?: unknown): Promise<Json> {
    const headers: Record<string, string> = {
      Accept: 'application/json', Authorization: `Bearer ${this.token()}`,
    };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const response = await this.fetcher.call(globalThis, path, {
      method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((failure: unknown) => {
      throw new Problem(UNREACHABLE, String(failure));
    });
    const answer = await response.json().catch(() => null) as unknown;
    const json = isObject(answer) ? answer : {};
    if (!response.ok) throw problemOf(response.status, json);
    return json;
  }
}

function problemOf(status: number, json: Json): Problem {
  const error = isObject(json.error) ? json.error : {};
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return new Problem(
    text(error.code) ?? `HTTP_${status}`,
    text(error.message) ?? '',
    text(error.path),
    typeof error.afterMs === 'number' ? error.afterMs : null,
  );
}
