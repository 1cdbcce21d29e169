/** Events for a `for await` loop. One that is slower than the events come gets, in place of what it cannot keep, one word of it. */
export class Stream<Event> implements AsyncIterableIterator<Event> {
  #kept: Event[] = [];
  #waiting: ((result: IteratorResult<Event, undefined>) => void) | undefined;
  #ended = false;

  /**
   * @param limit how many events are kept at the most
   * @param overflow what takes the place of all that were kept when there would be more
   * @param onEnd called once, when the loop is left or the events end
   */
  constructor(private readonly limit: number, private readonly overflow: Event, private readonly onEnd: () => void) {
  }

  push(event: Event): void {
    if (this.#waiting) {
      this.#waiting({ value: event, done: false });
      this.#waiting = undefined;
    } else if (!this.#ended) {
      if (this.#kept.length >= this.limit) {
        this.#kept = [this.overflow];
      } else {
        this.#kept.push(event);
      }
    }
  }

  /** No more events come; those that are kept are still given out. */
  end(): void {
    if (!this.#ended) {
      this.#ended = true;
      this.#waiting?.({ value: undefined, done: true });
      this.#waiting = undefined;
      this.onEnd();
    }
  }

  next(): Promise<IteratorResult<Event, undefined>> {
    if (this.#kept.length > 0) {
      return Promise.resolve({ value: this.#kept.shift() as Event, done: false });
    }
    return this.#ended ? Promise.resolve({ value: undefined, done: true }) : new Promise(resolve => {
      this.#waiting = resolve;
    });
  }

  return(): Promise<IteratorResult<Event, undefined>> {
    this.#kept = [];
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
