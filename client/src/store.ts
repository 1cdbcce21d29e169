import { Emitter } from "./emitter.js";

/** A value that changes, in the shape that user interface libraries expect, React's `useSyncExternalStore` among them. */
export interface Store<Value> {
  /** Calls the listener after each change. @returns what removes it */
  readonly subscribe: (listener: () => void) => () => void;
  /** {@return the value; the same object as long as nothing has changed} */
  readonly getSnapshot: () => Value;
}

/** A store whose owner changes it. */
export class StateStore<Value extends object> implements Store<Value> {
  readonly #events = new Emitter<{ change: void }>();

  constructor(private value: Value) {
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#events.on("change", listener);

  readonly getSnapshot = (): Value => this.value;

  set(value: Value): void {
    this.value = value;
    this.#events.emit("change", undefined);
  }
}
