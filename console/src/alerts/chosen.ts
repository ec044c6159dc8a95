import { shallowRef, watch, type ShallowRef } from 'vue';
import { route, to } from '../app/route';

/** The alert that is opened, as the address names it. */
export interface Chosen {
  readonly alertId: string;
  readonly patient: string;
}

function read(): Chosen | null {
  const { page, id, query } = route.value;
  return page === 'alerts' && id !== '' ? { alertId: id, patient: query.get('patient') ?? '' } : null;
}

/**
 * Which alert is opened. Choosing one changes the address but not the page, so that the list stays as it is under the
 * pointer; going back and forth works as everywhere.
 */
export function useChosen(): { chosen: ShallowRef<Chosen | null>; choose: (one: Chosen | null) => void } {
  const chosen = shallowRef(read());
  watch(route, () => { chosen.value = read(); });
  const choose = (one: Chosen | null): void => {
    if (one?.alertId === chosen.value?.alertId) return;
    chosen.value = one;
    history.pushState(null, '', one === null ? to('alerts') : to('alerts', one.alertId, { patient: one.patient }));
  };
  return { chosen, choose };
}
