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

/** A page that is asked for again and again must not wait for one that never comes. */
const LONGEST_MS = 30_000;
/** No answer at all, whatever the reason. */
const UNREACHABLE = 'UNREACHABLE';

/** Requests to the server this page came from, in the name of whoever is signed in. */
export class Http {
  constructor(private readonly token: () => string, private readonly fetcher = globalThis.fetch) {}

  get(path: string): Promise<Json> {
    return this.ask('GET', path, undefined, AbortSignal.timeout(LONGEST_MS));
  }

  post(path: string, body: unknown = {}): Promise<Json> {
    return this.ask('POST', path, body);
  }

  put(path: string, body: unknown): Promise<Json> {
    return this.ask('PUT', path, body);
  }

  delete(path: string): Promise<Json> {
    return this.ask('DELETE', path);
  }

  /** Rejects with a {@link Problem}. */
  async ask(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Json> {
    const response = await this.send(method, path, body, signal);
    const answer = await response.json().catch(() => null) as unknown;
    const json = isObject(answer) ? answer : {};
    if (!response.ok) throw problemOf(response.status, json);
    return json;
  }

  /** An answer that comes in lines of JSON, each when it is there. Rejects with a {@link Problem}. */
  async* lines(path: string, body: unknown, signal: AbortSignal): AsyncGenerator<Json> {
    const response = await this.send('POST', path, body, signal);
    if (!response.ok || response.body === null) {
      const answer = await response.json().catch(() => null) as unknown;
      throw problemOf(response.status, isObject(answer) ? answer : {});
    }
    let rest = '';
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const json = JSON.parse(line) as unknown;
        if (!isObject(json)) continue;
        if (isObject(json.error)) throw problemOf(response.status, json);
        yield json;
      }
    }
  }

  private async send(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = {
      Accept: 'application/json', Authorization: `Bearer ${this.token()}`,
    };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    return this.fetcher.call(globalThis, path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    }).catch((failure: unknown) => {
      throw new Problem(UNREACHABLE, String(failure));
    });
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
