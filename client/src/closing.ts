/**
 * What follows from a close code. `backoff`: connect again, later each time. `now`: at once. `spread`: after a random part of two
 * seconds, because everybody else of that node comes too. `token`: with a new token. `end`: not any more.
 */
export type Consequence = "backoff" | "now" | "spread" | "token" | "end";

const CONSEQUENCES: Record<number, Consequence> = {
  1002: "end",
  1003: "end",
  1007: "end",
  1009: "end",
  1012: "spread",
  4004: "token",
  4005: "backoff",
  4006: "now",
};

/** {@return what follows from this close code; any other of the server's own kind (4000 to 4999) ends the connection} */
export function consequenceOf(code: number): Consequence {
  return CONSEQUENCES[code] ?? (code >= 4000 && code < 5000 ? "end" : "backoff");
}
