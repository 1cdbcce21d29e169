/** A value that changes, in the shape that user interface libraries expect, React's `useSyncExternalStore` among them. */
export interface Store<Value> {
  /** Calls the listener after each change. @returns what removes it */
  readonly subscribe: (listener: () => void) => () => void;
  /** {@return the value; the same object as long as nothing has changed} */
  readonly getSnapshot: () => Value;
}

/** A store whose owner changes it. */
export class StateStore<Value extends object> implements Store<Value> {
  readonly #listeners = new Set<() => void>();

  constructor(private value: Value) {
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): Value => this.value;

  set(value: Value): void {
    this.value = value;
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }

  update(change: Partial<Value>): void {
    this.set({ ...this.value, ...change });
  }
}
