import { describe, expect, it } from "vitest";
import { control } from "../support/control.js";
import { ChatPage } from "./page.js";

/** A text that no other test says. */
let counter = 0;
const unique = (text: string) => `${text} ${++counter}`;

describe("two people", () => {
  it("chat, see each other, and see each other type", async () => {
    const alice = await ChatPage.open("Alice");
    const bob = await ChatPage.open("Bob");
    await alice.page.getByRole("complementary").getByText("Bob Brand, online").waitFor();
    const hello = unique("Hello Bob, <b>how</b> are you?");
    await alice.say(hello);
    await bob.shows(hello);
    await alice.page.getByText("✓ delivered").last().waitFor();
    await bob.page.getByLabel("Message", { exact: true }).pressSequentially("Fine, t");
    await alice.announces("Bob Brand is typing …");
    await alice.screenshot("typing");
    const fine = unique("Fine, thank you.");
    await bob.say(fine);
    await alice.shows(fine);
    await alice.screenshot("light");
    await bob.close();
    await alice.page.getByRole("complementary").getByText("Bob Brand, offline").waitFor();
  });

  it("find what was said before when they enter", async () => {
    const before = unique("Before Bob came");
    const alice = await ChatPage.open("Alice", { dark: true });
    await alice.say(before);
    await alice.shows(before);
    const bob = await ChatPage.open("Bob", { width: 420 });
    await bob.shows(before);
    await bob.screenshot("narrow");
    await alice.screenshot("dark");
  });

  it("are told of what is said in other rooms, and get there by the keyboard", async () => {
    const alice = await ChatPage.open("Alice");
    const bob = await ChatPage.open("Bob");
    const text = unique("Elsewhere");
    await bob.enter("Engineering");
    await bob.say(text);
    await alice.page.getByRole("button", { name: "Engineering, 1 unread" }).waitFor();
    await alice.screenshot("unread");
    await alice.page.keyboard.press("Alt+ArrowDown");
    await alice.shows(text);
    expect(await alice.page.evaluate(() => document.activeElement?.id)).toBe("text");
  });
});

describe("somebody who goes offline", () => {
  it("misses nothing, and what they said meanwhile is said once", async () => {
    const alice = await ChatPage.open("Alice");
    const bob = await ChatPage.open("Bob");
    const texts = [1, 2, 3, 4].map(() => unique("Offline"));
    await alice.say(texts[0]!);
    await bob.shows(texts[0]!);
    await bob.goOffline();
    await alice.say(texts[1]!);
    await alice.say(texts[2]!);
    await alice.page.getByText("✓ delivered").nth(2).waitFor();
    await bob.say(texts[3]!);
    await bob.announces("sending …");
    await bob.screenshot("offline");
    await bob.comeBack();
    for (const page of [alice, bob]) {
      for (const text of texts) {
        await page.shows(text);
      }
      expect((await page.texts()).filter(text => text.startsWith("Offline"))).toEqual(texts);
    }
  });
});

describe("a server that is started again", () => {
  it("is waited for", async () => {
    const alice = await ChatPage.open("Alice");
    const bob = await ChatPage.open("Bob");
    const texts = [1, 2].map(() => unique("Node"));
    await alice.say(texts[0]!);
    await bob.shows(texts[0]!);
    await control("/node/kill");
    await alice.announces(/^Connection lost/);
    await alice.say(texts[1]!);
    await alice.screenshot("reconnecting");
    await control("/node/start");
    await bob.isConnected();
    await bob.shows(texts[1]!);
    await alice.isConnected();
    const nodeTexts = async (page: ChatPage) => (await page.texts()).filter(text => text.startsWith("Node"));
    expect(await nodeTexts(bob)).toEqual(texts);
    const carol = await ChatPage.open("Carol");
    await carol.shows(texts[1]!);
    expect(await nodeTexts(carol)).toEqual(texts);
  });

  it("as it ends sends its users away and takes them back", async () => {
    const alice = await ChatPage.open("Alice");
    await control("/node/terminate");
    await alice.announces(/^Connection lost/);
    await control("/node/start");
    await alice.isConnected();
  });
});

describe("a Redis that is started again", () => {
  it("has forgotten, and the page has not", async () => {
    const alice = await ChatPage.open("Alice");
    const bob = await ChatPage.open("Bob");
    const texts = [1, 2].map(() => unique("Redis"));
    await alice.say(texts[0]!);
    await bob.shows(texts[0]!);
    await control("/redis/restart");
    await alice.isConnected();
    await bob.isConnected();
    await alice.say(texts[1]!);
    await bob.shows(texts[1]!);
    expect((await bob.texts()).filter(text => text.startsWith("Redis"))).toEqual(texts);
    await alice.page.getByRole("complementary").getByText("Bob Brand, online").waitFor();
  });
});

describe("a session", () => {
  it("goes on with new tokens, without a new connection", async () => {
    const alice = await ChatPage.open("Alice");
    let sockets = 0;
    alice.page.on("websocket", () => sockets++);
    for (let renewed = 0; renewed < 3; renewed++) {
      await alice.page.waitForResponse(response => response.url().endsWith("/api/token") && response.ok());
    }
    await alice.isConnected();
    expect(sockets).toBe(0);
  });

  it("that can no longer be renewed ends with a word", async () => {
    const alice = await ChatPage.open("Alice");
    await alice.page.route("**/api/token", route => route.fulfill({ status: 401 }));
    await alice.page.getByRole("alert").getByText("Your session has expired").waitFor();
    await alice.screenshot("expired");
  });
});

describe("a second window of the same person", () => {
  it("takes the place of the first, until that is taken back", async () => {
    const first = await ChatPage.open("Carol");
    const second = await ChatPage.open("Carol");
    await first.announces("You have opened the chat in another window.");
    await first.screenshot("replaced");
    await second.isConnected();
    await first.page.getByRole("button", { name: "Use it here" }).click();
    await first.isConnected();
    await second.announces("You have opened the chat in another window.");
  });
});
