import { afterEach, describe, expect, it } from 'vitest';
import { ask, question } from './ask';

describe('a question', () => {
  afterEach(() => question.value?.answer(false));

  it('is answered once, and gone then', async () => {
    const asked = ask('Discharge p-1?', 'Discharge');
    expect(question.value).toMatchObject({ text: 'Discharge p-1?', yes: 'Discharge' });
    question.value!.answer(true);
    expect(question.value).toBeNull();
    expect(await asked).toBe(true);
  });

  it('is declined by the next one', async () => {
    const first = ask('one?', 'yes');
    const second = ask('two?', 'yes');
    expect(await first).toBe(false);
    expect(question.value?.text).toBe('two?');
    question.value!.answer(true);
    expect(await second).toBe(true);
  });
});
