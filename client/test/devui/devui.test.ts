import { mkdir } from "node:fs/promises";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

const { WS4REDIS_DEVUI, WS4REDIS_CHROMIUM, WS4REDIS_SCREENSHOTS } = process.env;
const PATIENCE = 60_000;

let browser: Browser;
let page: Page;
const failures: string[] = [];

beforeAll(async () => {
  await mkdir(WS4REDIS_SCREENSHOTS as string, { recursive: true });
  browser = await chromium.launch({ executablePath: WS4REDIS_CHROMIUM as string, args: ["--no-sandbox", "--disable-gpu"] });
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(PATIENCE);
  // The Dev UI has pages of others too, and without a project not all of them work.
  page.on("pageerror", failure => failure.stack?.includes("ws4redis") && failures.push(failure.stack));
});
afterAll(() => browser.close());

/** By the menu, as somebody would: the console's connection is the page's, and goes when it is loaded again. */
async function turnTo(title: string): Promise<void> {
  await page.getByRole("link", { name: title }).or(page.getByRole("tab", { name: title })).first().click();
  await page.locator(`qwc-ws4redis-${title.toLowerCase()}`).waitFor();
}

async function screenshot(name: string): Promise<void> {
  await page.screenshot({ path: `${WS4REDIS_SCREENSHOTS}/devui-${name}.png` });
}

async function connectAs(pk: string): Promise<void> {
  await page.getByLabel("Pk of the identity").fill(pk);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByText(`"name":"subscribed","channel":"visitor"`).waitFor();
}

async function ask(request: object): Promise<void> {
  await page.getByLabel("Request", { exact: true }).fill(JSON.stringify(request));
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

test("the channels' page shows what was found, generated and configured", async () => {
  await page.goto(`${WS4REDIS_DEVUI}/quarkus-ws4redis/channels`);
  const channels = page.locator("qwc-ws4redis-channels");
  await channels.getByText("history: 20 messages, 1 h").waitFor();
  await channels.getByText("permissionTtl: 5 s").waitFor();
  await channels.getByText("static List<Long> canSubscribeTo()").waitFor();
  await channels.getByText(/devui\.Room_Ws4Redis$/).waitFor();
  await channels.getByText("none: always denied").waitFor();
  await channels.getByText("static WsCredentials authWS4RedisConnection(WsAuthRequest)").waitFor();
  await channels.getByText("only the application publishes").waitFor();
  await screenshot("channels");
});

test("the console connects as anybody, and says why something is denied", async () => {
  await turnTo("Console");
  await connectAs("9");
  await ask({ action: "subscribe", channel: "room", pk: 1 });
  await page.getByText(`"name":"subscribed","channel":"room"`).waitFor();
  await ask({ action: "subscribe", channel: "room", pk: 3 });
  await page.getByText("why: Room.canSubscribeTo returned pks without 3.").waitFor();
  await page.getByRole("button", { name: "Write the request" }).click();
  expect(await page.getByLabel("Request", { exact: true }).inputValue()).toContain(`"action":"subscribe"`);
  await screenshot("console");
});

test("the other pages show the console's connection", async () => {
  await turnTo("Connections");
  await page.getByText("visitor:9", { exact: true }).waitFor();
  await page.getByText("room/1", { exact: true }).waitFor();
  await screenshot("connections");

  await turnTo("Presence");
  await page.getByLabel("Channel", { exact: true }).fill("room");
  await page.getByLabel("Pk", { exact: true }).fill("1");
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByText("Users: 1,").waitFor();
  await screenshot("presence");
});

test("the trace says why, as it happens", async () => {
  await turnTo("Trace");
  const trace = page.locator("qwc-ws4redis-trace");
  await trace.getByText("Room.canSubscribeTo returned pks without 3.").waitFor();
  await trace.getByText("Refused only").click();
  await trace.getByText("ok", { exact: true }).first().waitFor({ state: "detached" });
  await screenshot("trace");
  expect(failures).toEqual([]);
});
