import { Connection } from "./connection.js";

const $ = id => document.getElementById(id);
const TYPING_SHOWN = 3_000;
let session, connection, rooms = [], current, people = new Map(), typing = new Map(), typingSent = 0;

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

async function api(path, options = {}) {
  const headers = { "Content-Type": "application/json" };
  if (session) {
    headers.Authorization = "Bearer " + session.token;
  }
  const response = await fetch("api/" + path, { ...options, headers });
  if (!response.ok) {
    throw new Error(response.status === 401 ? "Name or password is wrong" : "The server answered " + response.status);
  }
  return response.json();
}

async function login(name, password) {
  try {
    session = await api("login", { method: "POST", body: JSON.stringify({ name, password }) });
    rooms = await api("rooms");
    current = rooms[0];
    $("login").hidden = true;
    $("chat").hidden = false;
    $("me").textContent = session.fullName;
    document.title = session.fullName + " – chat";
    connection = new Connection(session.token, { onFrame, onState, onReady, onEnd: logout });
  } catch (error) {
    session = undefined;
    showLoginError(error.message);
  }
}

function showError(id, text) {
  $(id).textContent = text;
  $(id).hidden = !text;
}

const showLoginError = text => showError("login-error", text);
const showSayError = text => showError("say-error", text);

function logout(reason) {
  connection?.stop();
  session = connection = undefined;
  $("chat").hidden = true;
  $("login").hidden = false;
  showLoginError(typeof reason === "string" ? "Logged out: " + reason : "");
}

function onState(connected, text) {
  $("state").textContent = text;
  $("state").classList.toggle("connected", connected);
}

async function onReady() {
  // Follow first, then read what there is: what is said in between is not missed.
  await connection.request("resubscribe", { channels: rooms.map(room => ({ channel: "room", pk: room.id })) });
  people = new Map((await api("people")).map(person => [person.name, person]));
  showPeople();
  showRooms();
  await showMessages();
}

function onFrame(frame) {
  if (frame.channel === "broadcast") {
    const person = people.get(frame.message.user);
    if (person) {
      person.online = frame.message.online;
      showPeople();
    }
  } else if (frame.channel === "room" && frame.message && String(current?.id) === frame.pk) {
    if (frame.message.type === "said") {
      typing.delete(frame.message.from);
      addMessage(frame.message);
    } else if (frame.message.type === "typing" && frame.message.from !== session.name) {
      typing.set(frame.message.from, Date.now());
      setTimeout(showTyping, TYPING_SHOWN + 100);
    }
    showTyping();
  }
}

function fullName(name) {
  return people.get(name)?.fullName ?? name;
}

function showRooms() {
  $("rooms").replaceChildren(...rooms.map(room => {
    const button = element("button", { textContent: room.title, onclick: () => enter(room) });
    if (room === current) {
      button.setAttribute("aria-current", "true");
    }
    return element("li", {}, button);
  }));
  $("room-title").textContent = current?.title ?? "No room";
}

function enter(room) {
  current = room;
  typing.clear();
  showRooms();
  showMessages();
}

async function showMessages() {
  const room = current;
  const messages = await api(`rooms/${room.id}/messages`);
  if (room === current) {
    $("messages").replaceChildren();
    messages.forEach(addMessage);
  }
}

function addMessage(message) {
  const time = new Date(message.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const item = element("li", { className: message.from === session.name ? "own" : "" },
    element("small", { textContent: `${fullName(message.from)} · ${time}` }), message.text);
  $("messages").append(item);
  item.scrollIntoView({ block: "end" });
}

function showTyping() {
  const names = [...typing].filter(([, at]) => Date.now() - at < TYPING_SHOWN).map(([name]) => fullName(name));
  $("typing").textContent = names.length ? `${names.join(", ")} typing …` : "";
}

function showPeople() {
  $("people").replaceChildren(...[...people.values()].map(person => {
    const item = element("li", { className: person.online ? "online" : "", textContent: person.fullName });
    item.title = person.online ? "online" : "offline";
    return item;
  }));
}

$("login-form").onsubmit = event => {
  event.preventDefault();
  const form = new FormData(event.target);
  login(form.get("name"), form.get("password"));
};
document.querySelectorAll("[data-demo]").forEach(button => {
  button.onclick = () => login(button.dataset.demo, button.dataset.demo);
});
$("logout").onclick = logout;
$("say").onsubmit = async event => {
  event.preventDefault();
  const input = event.target.elements.text;
  const text = input.value.trim();
  if (!text) {
    return;
  }
  // At once, so that what is typed next is not lost with it.
  input.value = "";
  showSayError("");
  try {
    await connection.request("say", { channel: "room", pk: current.id, text });
  } catch (error) {
    input.value ||= text;
    showSayError("Not sent: " + error.message);
  }
};
$("say").oninput = () => {
  if (Date.now() - typingSent > 2_000) {
    typingSent = Date.now();
    connection.request("typing", { channel: "room", pk: current.id }).catch(() => {});
  }
};

const as = new URLSearchParams(location.search).get("as");
if (as) {
  login(as, as);
}
