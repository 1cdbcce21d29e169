import { mkdir } from "node:fs/promises";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { Network } from "./network.js";

const { WS4REDIS_URL, WS4REDIS_CHROMIUM, WS4REDIS_SCREENSHOTS } = process.env;
const PATIENCE = 60_000;

let browser: Browser;
const opened: ChatPage[] = [];

beforeAll(async () => {
  await mkdir(WS4REDIS_SCREENSHOTS as string, { recursive: true });
  browser = await chromium.launch({ executablePath: WS4REDIS_CHROMIUM as string, args: ["--no-sandbox", "--disable-gpu"] });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(page => page.close()));
});
afterAll(() => browser.close());

/** One window with the chat, and a network of its own. */
export class ChatPage {
  private constructor(readonly page: Page, readonly network: Network, private readonly context: BrowserContext) {
  }

  static async open(name: string, options: { dark?: boolean; width?: number } = {}): Promise<ChatPage> {
    const network = new Network(new URL(WS4REDIS_URL as string));
    const url = await network.open();
    const context = await browser.newContext({
      colorScheme: options.dark ? "dark" : "light", viewport: { width: options.width ?? 1100, height: 720 },
    });
    context.setDefaultTimeout(PATIENCE);
    const chat = new ChatPage(await context.newPage(), network, context);
    opened.push(chat);
    await chat.page.goto(url);
    await chat.page.getByRole("button", { name: `as ${name}` }).click();
    await chat.isConnected();
    return chat;
  }

  async say(text: string): Promise<void> {
    await this.page.getByLabel("Message", { exact: true }).fill(text);
    await this.page.keyboard.press("Enter");
  }

  async enter(room: string): Promise<void> {
    await this.page.getByRole("navigation", { name: "Rooms" }).getByRole("button", { name: room }).click();
  }

  /** The texts of all messages that are shown, in order. */
  async texts(): Promise<string[]> {
    return this.page.getByRole("log").locator("li p").allTextContents();
  }

  async shows(text: string): Promise<void> {
    await this.page.getByRole("log").getByText(text, { exact: true }).waitFor();
  }

  async isConnected(): Promise<void> {
    await this.page.getByText("connected", { exact: true }).waitFor();
  }

  async announces(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).waitFor();
  }

  /** The network fails, and the browser notices that. */
  async goOffline(): Promise<void> {
    this.network.down();
    await this.page.evaluate(() => window.dispatchEvent(new Event("offline")));
    await this.announces(/^Connection lost/);
  }

  async comeBack(): Promise<void> {
    this.network.up();
    await this.page.evaluate(() => window.dispatchEvent(new Event("online")));
    await this.isConnected();
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: `${WS4REDIS_SCREENSHOTS}/${name}.png` });
  }

  async close(): Promise<void> {
    await this.context.close();
    this.network.close();
  }
}
