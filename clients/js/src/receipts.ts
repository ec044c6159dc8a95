import type { Refusal } from './frames.js';

/** Receipts that wait at a time; more are refused. */
const WAITING = 1_000;

/** Alerts that a person has seen, until the server has recorded it. */
export interface Receipt {
  readonly alerts: readonly string[];
  readonly recorded: () => void;
  readonly refused: (refusal: Refusal) => void;
}

/** Receipts of one stream, kept across connections; said twice, they are recorded once. */
export class Receipts {
  private readonly waiting = new Set<Receipt>();

  get all(): readonly Receipt[] {
    return [...this.waiting];
  }

  /** @param told called with the receipt, once it is kept */
  add(alerts: readonly string[], told: (receipt: Receipt) => void): Promise<void> {
    if (this.waiting.size >= WAITING) {
      return Promise.reject(failure({ code: 'LIMIT', message: `${WAITING} receipts wait already` }));
    }
    return new Promise((resolve, reject) => {
      const refused = (refusal: Refusal): void => reject(failure(refusal));
      const receipt = { alerts, recorded: resolve, refused };
      this.waiting.add(receipt);
      told(receipt);
    });
  }

  settle(receipt: Receipt, refusal?: Refusal): void {
    this.waiting.delete(receipt);
    if (refusal) receipt.refused(refusal);
    else receipt.recorded();
  }

  end(): void {
    for (const receipt of this.all) this.settle(receipt, { code: 'CLOSED' });
  }
}

/** A refusal as an error; `code` is the protocol's. */
export function failure(refusal: Refusal): Error & Refusal {
  return Object.assign(new Error(refusal.message ?? refusal.code), refusal);
}
