import type { Frame } from "./frames.js";

/**
 * Why a request failed: the server's number (403, 404, 429, 503 ...), or what became of it here. `timeout`: no answer in time.
 * `disconnected`: the link was lost, or there was none. `ended`: the client was closed, or the server wants no more of it.
 * `full`: too many requests wait for a connection.
 */
export type ErrorCode = number | "timeout" | "disconnected" | "ended" | "full";

/** What rejected promises are rejected with. */
export class Ws4RedisError extends Error {
  override readonly name = "Ws4RedisError";

  /**
   * @param code why
   * @param message the server's text, or the client's
   * @param uncertain whether the request may have taken effect all the same
   */
  constructor(readonly code: ErrorCode, message: string, readonly uncertain = false) {
    super(message);
  }
}

/** {@return the error that a frame tells, if it is an error frame} */
export function errorOf(frame: Frame): Ws4RedisError | undefined {
  const message = frame.message as { error?: unknown; code?: unknown } | null | undefined;
  // An application's message may look like an error; it comes without an action and without an id, but has a pk or an offset.
  const isError = typeof message?.error === "string" && typeof message.code === "number" &&
    (frame.id !== undefined || frame.action !== undefined || frame.channel === "system" || frame.channel === "member");
  return isError ? new Ws4RedisError(message.code as number, message.error as string, /may have/.test(message.error as string))
    : undefined;
}

/** {@return whether it is a passing trouble: asking again later may help} */
export function isPassing(error: unknown): boolean {
  const code = error instanceof Ws4RedisError ? error.code : undefined;
  return code === 429 || code === 503 || code === "timeout" || code === "disconnected";
}
