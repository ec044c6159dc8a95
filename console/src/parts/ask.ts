import { shallowRef } from 'vue';

/** What somebody is asked before something is done that cannot be taken back. */
export interface Question {
  readonly text: string;
  /** What the button that does it says. */
  readonly yes: string;
  readonly answer: (yes: boolean) => void;
}

/** The question on the screen. */
export const question = shallowRef<Question | null>(null);

/** True only when they say so; a question that was not answered yet is one that was declined. */
export function ask(text: string, yes: string): Promise<boolean> {
  question.value?.answer(false);
  return new Promise((resolve) => {
    const mine: Question = {
      text, yes,
      answer: (said) => {
        if (question.value === mine) question.value = null;
        resolve(said);
      },
    };
    question.value = mine;
  });
}
