import type { News2 } from './news2';

/** An incomplete score of at least so much is worth knowing: one part alone can make it. */
const TELLING = 3;
/** From here on a score is emphasised: the threshold of an urgent response (RCP, NEWS2, 2017, table 3). */
const URGENT = 5;

/** `7`, `≈7` for an estimate, `≥5` for what is incomplete, `–` where it does not apply. */
export function scoreText(score: News2): string {
  switch (score.status) {
    case 'COMPLETE': return `${score.mode === 'CONTINUOUS' ? '≈' : ''}${score.total}`;
    case 'INCOMPLETE': return `≥${score.least}`;
    case 'NOT_APPLICABLE': return '–';
  }
}

/** Whether a score is worth a place where there is little: not one of which next to nothing is known. */
export function isTelling(score: News2): boolean {
  return score.status === 'COMPLETE' || leastOf(score) >= TELLING;
}

export function isUrgent(score: News2): boolean {
  return leastOf(score) >= URGENT;
}

function leastOf(score: News2): number {
  return score.status === 'COMPLETE' ? score.total : score.status === 'INCOMPLETE' ? score.least : 0;
}
