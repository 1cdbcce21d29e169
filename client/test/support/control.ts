/** Tells the test that started this one to do something to the server. */
export async function control(command: string): Promise<void> {
  const response = await fetch(process.env.WS4REDIS_CONTROL + command, { method: "POST" });
  if (!response.ok) {
    throw new Error(`${command}: ${await response.text()}`);
  }
}
