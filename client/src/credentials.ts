import type { Fields } from "./frames.js";

/**
 * Why a token is asked for: to connect, in place of one that expires soon, or because the last one was refused or has expired.
 */
export type TokenReason = "connect" | "renew" | "refused";

/**
 * Gives the token, or all fields of the `auth` request, of which `kind` is one. Nothing: the HTTP upgrade says who it is, by a
 * cookie for example. Called on every attempt to connect and before a token expires; what it throws counts as a failed attempt.
 */
export type TokenSupplier = (reason: TokenReason) => Token | Promise<Token>;
export type Token = string | { readonly kind: string; readonly [field: string]: unknown } | null | undefined;

/** The application's tokens, and which of them was refused. */
export class Credentials {
  #current: string | undefined;
  #refused: string | undefined;

  constructor(private readonly supplier: TokenSupplier) {
  }

  /** {@return the fields of the `auth` request; `undefined` for none} */
  async fields(reason: TokenReason): Promise<Fields | undefined> {
    const token = await this.supplier(reason);
    return token ? typeof token === "string" ? { kind: "jwt", token } : token : undefined;
  }

  /** {@return whether there is no sense in sending it: the server has already refused it} */
  isRefused(fields: Fields): boolean {
    return JSON.stringify(fields) === this.#refused;
  }

  /** {@return whether it is what the server already has} */
  isCurrent(fields: Fields): boolean {
    return JSON.stringify(fields) === this.#current;
  }

  refused(fields: Fields): void {
    this.#refused = JSON.stringify(fields);
  }

  accepted(fields: Fields): void {
    this.#current = JSON.stringify(fields);
    this.#refused = undefined;
  }
}
