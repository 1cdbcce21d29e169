import { createClient } from "ws4redis-client";
import { Api } from "./api.js";
import { Room } from "./room.js";
import { $, MessageList, showBanner, showError, showPeople, showRooms, showTyping } from "./view.js";

const ENDS = {
  401: "Your session has expired",
  4002: "You were logged out by the server",
  4004: "Your session has expired",
  4008: "Too many requests",
};
const REPLACED = 4003;

const api = new Api();
const list = new MessageList();
let client, rooms = [], current, ticking;

async function login(name, password) {
  showError("login-error", "");
  try {
    await api.login(name, password);
    const views = await api.rooms();
    client = createClient({ token });
    client.state.subscribe(showConnection);
    rooms = views.map(view => new Room(client, api, view, changed));
    client.connect();
  } catch (error) {
    showError("login-error", error.message);
    return;
  }
  $("login").hidden = true;
  $("chat").hidden = false;
  $("me").textContent = api.session.fullName;
  document.title = `${api.session.fullName} – chat`;
  enter(rooms[0]);
}

/** Called by the client for each attempt to connect, and before the token expires. */
async function token(reason) {
  if (reason !== "connect") {
    try {
      await api.renew();
    } catch (error) {
      if (error.status === 401 && reason === "refused") {
        logout(ENDS[401]);
      }
      throw error;
    }
  }
  return api.session.token;
}

function logout(reason = "") {
  clearInterval(ticking);
  const left = client;
  client = api.session = current = undefined;
  rooms = [];
  left?.close();
  $("chat").hidden = true;
  $("login").hidden = false;
  showError("login-error", reason);
}

function showConnection() {
  if (!client) {
    return;
  }
  const { status, retryAt, end } = client.state.getSnapshot();
  clearInterval(ticking);
  $("state").textContent = status === "connected" ? "connected" : "not connected";
  $("state").classList.toggle("connected", status === "connected");
  $("chat").classList.toggle("away", status !== "connected");
  if (status === "connected") {
    showBanner("");
  } else if (status === "waiting") {
    const show = () => showBanner(retryAt - Date.now() > 1_500
      ? `Connection lost. Trying again in ${Math.ceil((retryAt - Date.now()) / 1000)} s. What you write is sent then.`
      : "Connection lost. Trying again …", { text: "Try now", run: () => client.connect() });
    ticking = setInterval(show, 1_000);
    show();
  } else if (end?.code === REPLACED) {
    showBanner("You have opened the chat in another window.", { text: "Use it here", run: () => client.connect() });
  } else if (status === "ended") {
    logout(ENDS[end.code] ?? end.reason);
  }
}

/** Something else is to be shown of a room; `message`: somebody has just said it. */
function changed(room, message) {
  if (room !== current) {
    if (message) {
      room.unread++;
      showRooms(rooms, current, enter);
    }
    return;
  }
  showPeople(room.people);
  showTyping(room.typing.map(nameOf));
  list.show(room.messages.map(each => ({ ...each, name: nameOf(each.from), own: each.from === api.session.name })),
    key => room.retry(key));
}

function nameOf(name) {
  return current.everybody.find(person => person.name === name)?.fullName ?? name;
}

function enter(room) {
  current = room;
  room.unread = 0;
  list.clear();
  showRooms(rooms, current, enter);
  changed(room);
  room.load().catch(error => showBanner(error.message));
  $("text").focus();
}

$("login-form").onsubmit = event => {
  event.preventDefault();
  const form = new FormData(event.target);
  login(form.get("name"), form.get("password"));
};
document.querySelectorAll("[data-demo]").forEach(button => {
  button.onclick = () => login(button.dataset.demo, button.dataset.demo);
});
$("logout").onclick = () => logout();
$("say").onsubmit = event => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (text) {
    $("text").value = "";
    current.say(text);
  }
};
$("say").oninput = () => current.isTyping();
document.onkeydown = event => {
  if (!current) {
    return;
  }
  if (event.key === "Escape") {
    $("text").focus();
  } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    const next = rooms.indexOf(current) + (event.key === "ArrowDown" ? 1 : rooms.length - 1);
    enter(rooms[next % rooms.length]);
  }
};

const as = new URLSearchParams(location.search).get("as");
if (as) {
  login(as, as);
}
