import { type Frame, type Position, positionOf } from "./frames.js";

/**
 * Where the application is in one channel and pk, over all connections. Every step says whether messages may be missing that will
 * not come any more: then the application has to load what it shows again.
 */
export class Recovery {
  #position: Position | undefined;
  #seen = false;
  #recovering = false;

  /** @param position where the application was before, if it knows */
  constructor(position?: Position) {
    this.#position = position;
  }

  /** {@return up to where the application has everything; nothing without history} */
  get position(): Position | undefined {
    return this.#position;
  }

  /** It is about to be subscribed to. @returns from where on messages are wanted */
  start(): Position | undefined {
    this.#recovering = this.#position !== undefined;
    return this.#position;
  }

  /** {@return whether something may be missing} */
  subscribed(frame: Frame): boolean {
    // Of who has just said where they were, the server may have been asked before.
    const missing = (this.#seen || !!this.#position) && !this.#recovering;
    this.#seen = true;
    // Who recovers is not yet where the channel is: the missed messages come first.
    if (!this.#recovering) {
      this.#position = positionOf(frame);
    }
    return missing;
  }

  /** {@return whether something may be missing} */
  recovered(frame: Frame): boolean {
    this.#recovering = false;
    this.#position = positionOf(frame);
    return frame.recovered !== true;
  }

  /** {@return whether the message is new, and whether something may be missing before it} */
  message(offset: number | undefined): { fresh: boolean; missing: boolean } {
    const position = this.#position;
    if (offset === undefined || position === undefined) {
      return { fresh: true, missing: false };
    }
    if (offset <= position.offset) {
      return { fresh: false, missing: false };
    }
    this.#position = { epoch: position.epoch, offset };
    return { fresh: true, missing: offset > position.offset + 1 };
  }
}
