import { shallowRef } from 'vue';
import type { Http } from './http';
import { timeOf } from '../ward/vitals';

const EVERY_MS = 10_000;
/** Alerts that are further behind are not what a calm screen may rest on. */
export const BEHIND_MS = 15_000;
/** Whoever could not be asked for so long is not known to work. */
export const UNKNOWN_MS = 40_000;

/** How far the alerts are behind: null when they are not, or since when no reading was decided about. */
export type Standing = { readonly since: number } | 'unknown' | null;

/** Whether somebody decides about the readings; asked again and again, until it is closed. */
export class Engine {
  readonly standing = shallowRef<Standing>(null);
  private readonly timer: ReturnType<typeof setInterval>;
  private answeredAt: number;
  private asking = false;

  /** @param isLinked without a link, it is not asked, and nothing is said */
  constructor(private readonly http: Http, private readonly isLinked: () => boolean) {
    this.answeredAt = Date.now();
    this.timer = setInterval(() => void this.ask(), EVERY_MS);
    void this.ask();
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async ask(): Promise<void> {
    if (!this.isLinked()) {
      this.answeredAt = Date.now();
      return;
    }
    if (!this.asking) {
      this.asking = true;
      await this.http.get('v1/health/engine').then((answer) => this.answered(answer), () => undefined);
      this.asking = false;
    }
    if (Date.now() - this.answeredAt > UNKNOWN_MS) this.standing.value = 'unknown';
  }

  private answered({ at, oldest }: Readonly<Record<string, unknown>>): void {
    this.answeredAt = Date.now();
    const since = timeOf(oldest);
    const asked = timeOf(at) ?? 0;
    this.standing.value = since !== null && asked - since > BEHIND_MS ? { since } : null;
  }
}
