/** A form that opens is in sight, with the focus in its first field: its row may be far below. */
export const vShown = {
  mounted(form: HTMLElement): void {
    form.scrollIntoView({ block: 'nearest' });
    form.querySelector<HTMLElement>('input:enabled, select:enabled')?.focus();
  },
};
