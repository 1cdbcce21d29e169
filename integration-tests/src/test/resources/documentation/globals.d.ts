// What the examples of the documentation take for granted.
type Client = import("ws4redis-client").Client;
type Channel<Message = unknown> = import("ws4redis-client").Channel<Message>;
type Store<Value> = import("ws4redis-client").Store<Value>;

declare const client: Client;
declare const room: Channel<{ text: string }>;
declare const token: () => Promise<string>;
declare function fetchToken(): Promise<string>;
declare function show(text: string): void;
declare function render(): void;
declare function loadWhatIsShown(): void;

declare module "react" {
  export function useEffect(effect: () => () => void, dependencies: readonly unknown[]): void;
  export function useSyncExternalStore<Value>(subscribe: (listener: () => void) => () => void, snapshot: () => Value): Value;
}
