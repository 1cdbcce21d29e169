// The part of the server that is asked by HTTP: who one is, and what there was before.

/** What the server answered with an error status. */
export class HttpError extends Error {
  constructor(status) {
    super(status === 401 ? "Name or password is wrong" : `The server answered ${status}`);
    this.status = status;
  }
}

export class Api {
  /** Who is logged in: token, name, fullName. */
  session;

  async login(name, password) {
    this.session = undefined;
    this.session = await this.#fetch("login", { method: "POST", body: JSON.stringify({ name, password }) });
  }

  /** In place of a token that expires soon, or has expired. */
  async renew() {
    this.session = await this.#fetch("token", { method: "POST" });
  }

  rooms() {
    return this.#fetch("rooms");
  }

  messages(room) {
    return this.#fetch(`rooms/${room}/messages`);
  }

  async #fetch(path, options = {}) {
    const headers = { "Content-Type": "application/json" };
    if (this.session) {
      headers.Authorization = `Bearer ${this.session.token}`;
    }
    const response = await fetch(`api/${path}`, { ...options, headers });
    if (!response.ok) {
      throw new HttpError(response.status);
    }
    return response.json();
  }
}
