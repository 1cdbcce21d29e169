import { createClient } from "ws4redis-client";

const $ = id => document.getElementById(id);
const name = new URLSearchParams(location.search).get("as") ?? `guest${Math.floor(Math.random() * 1000)}`;

// Demo.java believes the name, in dev mode only. With a log-in of your own, token returns a JWT.
const client = createClient({ token: () => ({ kind: "demo", token: name }) });
const room = client.channel("room", 1);
const said = new Map(); // by offset

client.state.subscribe(() => $("state").textContent = client.state.getSnapshot().status);
room.members.subscribe(() => $("people").textContent = room.members.getSnapshot().members.map(member => member.pk).join(", "));
room.on("message", ({ offset, message }) => keep(offset, message));
room.on("reload", () => {
  said.clear();
  load();
});

function keep(offset, { from, text }) {
  said.set(offset, `${from}: ${text}`);
  const inOrder = [...said.keys()].sort((a, b) => a - b);
  $("messages").replaceChildren(...inOrder.map(each => {
    const item = document.createElement("li");
    item.textContent = said.get(each);
    return item;
  }));
}

async function load() {
  const { messages } = await room.history({ limit: 50 });
  messages.forEach(({ offset, message }) => keep(offset, message));
}

$("say").onsubmit = async event => {
  event.preventDefault();
  const text = $("text").value;
  $("text").value = "";
  await room.publish({ from: name, text });
};

client.connect();
await room.subscribe();
await load();
