import { computed, effectScope, shallowRef, watch } from 'vue';
import type { Duty } from '../app/duty';
import type { Platform } from '../app/platform';
import { Conversation } from './conversation';
import type { Store } from './outbox';
import { tabStore } from './storage';

const KEPT = 'wardstream.';
/** A connection has places for 256 streams, and wards need some. */
const MOST_ROOMS = 120;

/**
 * All rooms of a person, followed as long as they are signed in: what is unread in each, and in all
 * of them. Ends with the platform it reads from.
 */
export class Unread {
  /** By room. */
  readonly conversations = shallowRef<ReadonlyMap<string, Conversation>>(new Map());
  /** Messages of others that were not read, in all rooms. */
  readonly total = computed(() => [...this.conversations.value.values()]
    .reduce((sum, one) => sum + (one.phase.value === 'here' ? one.view.value.unread : 0), 0));
  /**
   * All rooms are followed at once. Not so without a WebSocket: there each stream may take one of
   * the few connections that a browser has for a host, and wards go first.
   */
  readonly isFollowing = shallowRef(true);
  private readonly scope = effectScope(true);

  constructor(
    private readonly platform: Platform, private readonly duty: Duty, private readonly store: Store = tabStore(),
  ) {
    this.scope.run(() => {
      watch(duty.rooms, () => this.keep(), { immediate: true, flush: 'sync' });
      watch(() => platform.link.value.transport, (transport) => {
        if (transport !== null) this.follow(transport === 'websocket');
      }, { immediate: true, flush: 'sync' });
      watch(() => platform.link.value.phase, (phase) => {
        if (phase === 'closed' || phase === 'refused') this.close();
      }, { flush: 'sync' });
    });
  }

  of(room: string): Conversation | undefined {
    return this.conversations.value.get(room);
  }

  /** What was being written into a room. */
  draft(room: string): string {
    return this.store.getItem(this.draftName(room)) ?? '';
  }

  keepDraft(room: string, text: string): void {
    if (text === '') this.store.removeItem(this.draftName(room));
    else this.store.setItem(this.draftName(room), text);
  }

  /** Whoever signs in next at this screen finds nothing of it. */
  close(): void {
    this.scope.stop();
    const { subject } = this.platform.claims;
    for (const [room, one] of this.conversations.value) {
      one.close();
      this.store.removeItem(this.draftName(room));
      this.store.removeItem(`${KEPT}unsent.${subject}.${room}`);
    }
    this.conversations.value = new Map();
  }

  private keep(): void {
    const before = this.conversations.value;
    const wanted = this.duty.rooms.value.slice(0, MOST_ROOMS).map((one) => one.room);
    if (wanted.length === before.size && wanted.every((room) => this.isFollowed(room))) return;
    const after = new Map(wanted.map((room) => [room, this.kept(room)]));
    for (const [room, one] of before) if (!after.has(room)) one.leave();
    this.conversations.value = after;
  }

  private follow(all: boolean): void {
    this.isFollowing.value = all;
    for (const one of this.conversations.value.values()) one.follow(all);
  }

  private isFollowed(room: string): boolean {
    const known = this.of(room);
    return known !== undefined && known.phase.value !== 'refused';
  }

  private kept(room: string): Conversation {
    const known = this.of(room);
    if (known && this.isFollowed(room)) return known;
    known?.close();
    return new Conversation(this.platform, room, this.store, this.isFollowing.value);
  }

  private draftName(room: string): string {
    return `${KEPT}draft.${this.platform.claims.subject}.${room}`;
  }
}

const ALL = new WeakMap<Platform, Unread>();

/** The one of this session; begun when it is first asked for. */
export function unreadOf(platform: Platform, duty: Duty): Unread {
  const known = ALL.get(platform);
  if (known) return known;
  const unread = new Unread(platform, duty);
  ALL.set(platform, unread);
  return unread;
}
