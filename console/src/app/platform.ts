import { inject, shallowRef, type InjectionKey } from 'vue';
import { Client, UNLINKED, Writer, type Link, type Socket, type TokenSource } from '@wardstream/client';
import { claimsOf, isClinician, type Claims } from './claims';
import { Http } from './http';

const NAME = 'ward-console/1.0';
const TICK_MS = 1_000;
/** Requests that wait longer than this do not get through. */
const WRITES_LATE_MS = 15_000;

/** Something that somebody must be told. */
export interface Remark {
  readonly key: number;
  readonly text: string;
}

export interface PlatformOptions {
  readonly pushUrl: string;
  readonly ingestUrl: string;
  readonly token: string;
  /** Asked for a newer token when one is refused, as after a long sleep; where there is none, a refusal is the end. */
  readonly renewer?: (() => Promise<string>) | null;
  /** Whose it is; what the token says when left out. */
  readonly claims?: Claims;
  /** How to open a socket; the browser's own when left out. */
  readonly open?: (url: string) => Socket;
}

/** The server, for somebody who is signed in: one connection to read, one to write, and pages. */
export class Platform {
  readonly link = shallowRef<Link>(UNLINKED);
  /** Platform time, once a second. */
  readonly now = shallowRef(Date.now());
  /** What was written is not confirmed, and has not been for a while. */
  readonly writesLate = shallowRef(false);
  /** What somebody must be told wherever they are by now, until they have read it. */
  readonly remarks = shallowRef<readonly Remark[]>([]);
  private remarked = 0;
  readonly claims: Claims;
  readonly isClinician: boolean;
  readonly client: Client;
  readonly writer: Writer;
  readonly http: Http;
  private token: string;
  private waitingSince: number | null = null;
  private writesEnded = false;
  private readonly tick: ReturnType<typeof setInterval>;

  constructor({ pushUrl, ingestUrl, token, renewer = null, claims = claimsOf(token), open }: PlatformOptions) {
    this.token = token;
    this.claims = claims;
    this.isClinician = isClinician(claims);
    this.client = new Client({
      url: pushUrl, token: renewer === null ? token : beginningWith(token, renewer), name: NAME, open, onLink: (link) => { this.link.value = link; },
    });
    this.writer = new Writer({ url: ingestUrl, token, name: NAME, open, renews: renewer !== null, onEnd: () => { this.writesEnded = true; } });
    this.http = new Http(() => this.token);
    this.tick = setInterval(() => this.second(), TICK_MS);
  }

  /** Platform time now, epoch ms. */
  time(): number {
    return Date.now() + this.link.value.skewMs;
  }

  remark(text: string): void {
    this.remarks.value = [...this.remarks.value, { key: ++this.remarked, text }];
  }

  /** It was read. */
  dismiss(key: number): void {
    this.remarks.value = this.remarks.value.filter((one) => one.key !== key);
  }

  /** A newer token of the same person. */
  renew(token: string): void {
    this.token = token;
    this.client.renew(token);
    this.writer.renew(token);
  }

  /** The network or the page may be back: tries now. */
  nudge(): void {
    this.client.nudge();
    this.writer.nudge();
  }

  close(): void {
    clearInterval(this.tick);
    this.client.close();
    this.writer.close();
  }

  private second(): void {
    this.now.value = this.time();
    if (this.writer.pending === 0) this.waitingSince = null;
    else this.waitingSince ??= Date.now();
    this.writesLate.value = this.writesEnded
      || (this.waitingSince !== null && Date.now() - this.waitingSince >= WRITES_LATE_MS);
  }
}

function beginningWith(token: string, renewer: () => Promise<string>): TokenSource {
  let first = true;
  return () => {
    if (!first) return renewer();
    first = false;
    return token;
  };
}

const KEY: InjectionKey<Platform> = Symbol('platform');
export { KEY as PLATFORM };

/** The platform of the page this component is on. */
export function usePlatform(): Platform {
  const platform = inject(KEY);
  if (!platform) throw new Error('not signed in');
  return platform;
}
