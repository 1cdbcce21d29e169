import type { Channel } from "./channel.js";
import { isPassing } from "./errors.js";
import type { MembershipEvent } from "./events.js";
import type { Member } from "./frames.js";
import { StateStore, type Store } from "./store.js";

/** Who is in a channel. */
export interface Presence {
  /** Grows by one with each who comes or goes. */
  readonly version: number;
  /** How many there are; more than are listed, in a large channel. */
  readonly count: number;
  readonly members: readonly Member[];
}

const PAUSE = 1_000;

/** Who is in a channel, kept up to date: the state first, then each change, and the state again when one is missing. */
export class LiveMembers implements Store<Presence> {
  readonly #store = new StateStore<Presence>({ version: 0, count: 0, members: [] });
  readonly #channel: Channel<unknown>;
  #stops: (() => void)[] = [];
  #listeners = 0;
  /** What happens while the state is asked for; nothing is kept when it is not. */
  #meanwhile: MembershipEvent[] | undefined;

  constructor(channel: Channel<unknown>) {
    this.#channel = channel;
  }

  readonly getSnapshot = (): Presence => this.#store.getSnapshot();

  readonly subscribe = (listener: () => void): (() => void) => {
    const stop = this.#store.subscribe(listener);
    if (this.#listeners++ === 0) {
      this.#start();
    }
    let listening = true;
    return () => {
      stop();
      if (listening && --this.#listeners === 0) {
        this.#stops.forEach(end => end());
      }
      listening = false;
    };
  };

  #start(): void {
    const change = (event: MembershipEvent) => this.#changed(event);
    this.#stops = [this.#channel.on("joined", change), this.#channel.on("left", change),
      this.#channel.on("subscribed", () => void this.#ask())];
    if (this.#channel.state.getSnapshot().status === "subscribed") {
      void this.#ask();
    }
  }

  async #ask(): Promise<void> {
    const meanwhile: MembershipEvent[] = this.#meanwhile = [];
    try {
      const presence = await this.#channel.presence();
      if (meanwhile === this.#meanwhile) {
        this.#meanwhile = undefined;
        this.#store.set(presence);
        meanwhile.filter(event => event.version > presence.version).forEach(event => this.#changed(event));
      }
    } catch (error) {
      if (meanwhile !== this.#meanwhile) {
        return;
      }
      if (isPassing(error)) {
        setTimeout(() => {
          if (meanwhile === this.#meanwhile && this.#listeners > 0) {
            void this.#ask();
          }
        }, PAUSE);
      } else {
        // The next change shows that some are missing: then there is another attempt.
        this.#meanwhile = undefined;
      }
    }
  }

  #changed(event: MembershipEvent): void {
    const { version, count, members } = this.#store.getSnapshot();
    if (this.#meanwhile) {
      this.#meanwhile.push(event);
    } else if (event.version === version + 1) {
      const others = members.filter(member => member.kind !== event.member.kind || member.pk !== event.member.pk);
      this.#store.set(event.type === "joined"
        ? { version: event.version, count: count + 1, members: [...others, event.member] }
        : { version: event.version, count: count - 1, members: others });
    } else if (event.version > version) {
      void this.#ask();
    }
  }
}
