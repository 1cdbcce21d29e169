// One room: what is said in it, who is there, who is typing.

const TYPING_SHOWN = 3_000;
const TYPING_EVERY = 2_000;

export class Room {
  /** Messages that have not been looked at. */
  unread = 0;
  #said = new Map();
  #unsent = new Map();
  #typing = new Map();
  #typingSent = 0;
  #loaded = false;

  /** changed(room, message): called whenever there is something else to show. */
  constructor(client, api, { id, title, members }, changed) {
    this.id = id;
    this.title = title;
    this.api = api;
    this.everybody = members;
    this.channel = client.channel("room", id);
    this.typingChannel = client.channel("typing", id);
    this.changed = changed;
    this.channel.on("message", ({ message }) => this.#add(message));
    this.channel.on("reload", () => this.#loaded && this.load());
    this.channel.members.subscribe(() => changed(this));
    this.typingChannel.on("message", ({ message }) => this.#isTyping(message.from));
    this.channel.subscribe();
    this.typingChannel.subscribe();
  }

  /** Everything in order: { key, from, text, at, state }, what is not delivered yet at the end. */
  get messages() {
    const said = [...this.#said.values()].sort((a, b) => a.id - b.id).map(message => ({ ...message, state: "delivered" }));
    return [...said, ...this.#unsent.values()];
  }

  /** Everybody who may be here, and whether they are. */
  get people() {
    const here = new Set(this.channel.members.getSnapshot().members.map(member => member.pk));
    return this.everybody.map(person => ({ ...person, online: here.has(person.name) }));
  }

  get typing() {
    return [...this.#typing.keys()].filter(name => name !== this.api.session?.name);
  }

  /** What was said before. The room is followed already: what is said meanwhile is not missed. */
  async load() {
    this.#loaded = true;
    const messages = await this.api.messages(this.id);
    messages.forEach(message => this.#keep(message));
    this.changed(this);
  }

  /** Shows it at once, and says whether it was delivered when that is known. */
  say(text) {
    const key = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    this.#send({ key, text, from: this.api.session.name, at: Date.now() });
  }

  retry(key) {
    this.#send(this.#unsent.get(key));
  }

  /** Tells the others, now and then; it is of no use later. */
  isTyping() {
    if (Date.now() - this.#typingSent > TYPING_EVERY) {
      this.#typingSent = Date.now();
      this.typingChannel.call("typing", {}, { queue: false }).catch(() => {});
    }
  }

  async #send(message) {
    this.#unsent.set(message.key, { ...message, state: "sending" });
    this.changed(this);
    try {
      // The server knows the key: it may be sent again when the answer was lost.
      this.#keep(await this.channel.call("say", { text: message.text, key: message.key }, { repeat: true, timeout: 60_000 }));
    } catch (error) {
      if (this.#unsent.has(message.key)) {
        this.#unsent.set(message.key, { ...message, state: "failed", reason: error.message });
      }
    }
    this.changed(this);
  }

  #keep(message) {
    this.#said.set(message.id, message);
    if (message.from === this.api.session?.name) {
      this.#unsent.delete(message.key);
    }
  }

  #add(message) {
    this.#typing.delete(message.from);
    this.#keep(message);
    this.changed(this, message);
  }

  #isTyping(name) {
    clearTimeout(this.#typing.get(name));
    this.#typing.set(name, setTimeout(() => {
      this.#typing.delete(name);
      this.changed(this);
    }, TYPING_SHOWN));
    this.changed(this);
  }
}
