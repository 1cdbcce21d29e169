// What is on the page. Nothing here knows where it comes from.

export const $ = id => document.getElementById(id);

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const STATES = { sending: "sending …", delivered: "✓ delivered", failed: "not sent" };

export function showError(id, text) {
  $(id).textContent = text;
  $(id).hidden = !text;
}

/** action: { text, run }, or nothing. */
export function showBanner(text, action) {
  const button = $("banner-action");
  if ($("banner-text").textContent !== text) {
    $("banner-text").textContent = text;
  }
  $("banner").classList.toggle("shown", text !== "");
  button.hidden = !action;
  button.textContent = action?.text ?? "";
  button.onclick = action?.run;
}

export function showRooms(rooms, current, enter) {
  $("rooms").replaceChildren(...rooms.map(room => {
    const button = element("button", { onclick: () => enter(room) }, room.title);
    if (room === current) {
      button.setAttribute("aria-current", "true");
    }
    if (room.unread > 0) {
      button.append(element("span", { className: "unread", textContent: room.unread, ariaHidden: "true" }));
      button.setAttribute("aria-label", `${room.title}, ${room.unread} unread`);
    }
    return element("li", {}, button);
  }));
  $("room-title").textContent = current.title;
}

export function showPeople(people) {
  $("people").replaceChildren(...people.map(({ fullName, online }) => element("li", { className: online ? "online" : "" },
    fullName, element("span", { className: "hidden", textContent: online ? ", online" : ", offline" }))));
}

export function showTyping(names) {
  const text = names.length === 0 ? "" : `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} typing …`;
  if ($("typing").textContent !== text) {
    $("typing").textContent = text;
  }
}

/** Each message keeps its place and its element, so that screen readers read what is new and nothing else. */
export class MessageList {
  #items = new Map();
  #atEnd = true;

  constructor() {
    const log = $("log");
    log.onscroll = () => {
      this.#atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    };
    // A banner takes some of its height.
    new ResizeObserver(() => this.#stayAtEnd()).observe(log);
  }

  /** A room has been entered: what is shown at first is not news. */
  clear() {
    this.#items.clear();
    this.#atEnd = true;
    $("messages").replaceChildren();
  }

  /** messages: with `name` for their author and `own`; retry(key). */
  show(messages, retry) {
    const list = $("messages");
    const shown = new Set();
    messages.forEach((message, i) => {
      const key = `${message.from} ${message.key}`;
      shown.add(key);
      const item = this.#items.get(key) ?? this.#create(key, message);
      if (list.children[i] !== item) {
        list.insertBefore(item, list.children[i] ?? null);
      }
      if (message.own) {
        this.#showState(item, message, retry);
      }
    });
    for (const [key, item] of this.#items) {
      if (!shown.has(key)) {
        item.remove();
        this.#items.delete(key);
      }
    }
    this.#stayAtEnd();
  }

  /** Unless somebody has scrolled back to read. */
  #stayAtEnd() {
    if (this.#atEnd) {
      $("log").scrollTop = $("log").scrollHeight;
    }
  }

  #create(key, { name, text, at, own }) {
    const time = new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const item = element("li", { className: own ? "own" : "" }, element("small", { textContent: `${name} · ${time}` }),
      element("p", { textContent: text }));
    this.#items.set(key, item);
    return item;
  }

  #showState(item, { key, state, reason }, retry) {
    if (item.dataset.state === state) {
      return;
    }
    item.dataset.state = state;
    item.querySelector(".delivery")?.remove();
    const text = state === "failed" ? `${STATES.failed}: ${reason} ` : STATES[state];
    const delivery = element("span", { className: "delivery" }, text);
    if (state === "failed") {
      delivery.append(element("button", { className: "quiet", textContent: "Try again", onclick: () => retry(key) }));
    }
    item.append(delivery);
  }
}
