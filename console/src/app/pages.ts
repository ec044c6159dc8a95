import { computed, type Component, type ComputedRef } from 'vue';
import AdminPage from '../admin/AdminPage.vue';
import AlertsPage from '../alerts/AlertsPage.vue';
import ChatPage from '../chat/ChatPage.vue';
import { unreadOf } from '../chat/Unread';
import PastPage from '../past/PastPage.vue';
import { pastWords } from '../past/words';
import PatientPage from '../patient/PatientPage.vue';
import { patientWords } from '../patient/words';
import RulesPage from '../rules/RulesPage.vue';
import WallPage from '../wall/WallPage.vue';
import { isClinician, isOperator, type Claims } from './claims';
import type { Duty } from './duty';
import type { Platform } from './platform';
import { words } from './words';

/** A page of the application. Its component gets the `id` of the address. */
export interface Page {
  readonly name: string;
  readonly title: ComputedRef<string>;
  readonly component: Component;
  /** It has an entry in the bar; others are reached from pages. */
  readonly inBar: boolean;
  readonly isFor: (claims: Claims) => boolean;
  /** How much waits there, for its entry in the bar. */
  readonly badge?: (platform: Platform, duty: Duty) => number;
}

const TALKERS = ['nurse', 'doctor', 'patient', 'agent'];
const isPatient = ({ roles }: Claims): boolean => roles.has('patient');
const mayTalk = ({ roles }: Claims): boolean => TALKERS.some((role) => roles.has(role));

const PAGES: readonly Page[] = [
  { name: 'wall', title: computed(() => words.value.wards), component: WallPage, inBar: true, isFor: isClinician },
  { name: 'alerts', title: computed(() => words.value.alerts), component: AlertsPage, inBar: true, isFor: isClinician },
  {
    name: 'patient', title: computed(() => patientWords.value.title), component: PatientPage, inBar: false,
    isFor: (claims) => isClinician(claims) || isPatient(claims),
  },
  { name: 'me', title: computed(() => patientWords.value.me), component: PatientPage, inBar: true, isFor: isPatient },
  {
    name: 'chat', title: computed(() => words.value.chat), component: ChatPage, inBar: true, isFor: mayTalk,
    badge: (platform, duty) => unreadOf(platform, duty).total.value,
  },
  { name: 'past', title: computed(() => pastWords.value.title), component: PastPage, inBar: true, isFor: isClinician },
  {
    name: 'rules', title: computed(() => words.value.rules), component: RulesPage, inBar: true,
    isFor: (claims) => isClinician(claims) || isOperator(claims),
  },
  { name: 'admin', title: computed(() => words.value.admin), component: AdminPage, inBar: true, isFor: isOperator },
];

/** What the bar offers to somebody, the first one first. */
export function pagesFor(claims: Claims): readonly Page[] {
  return PAGES.filter((page) => page.inBar && page.isFor(claims));
}

/** The page of an address; undefined when there is none, or none for this person. */
export function pageOf(name: string, claims: Claims): Page | undefined {
  return PAGES.find((page) => page.name === name && page.isFor(claims));
}
