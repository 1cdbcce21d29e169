#!/usr/bin/env node
// ws4redis-types DOCUMENT [FILE]: TypeScript types of an application's channels, from its AsyncAPI document (a file, or an address such as
// http://localhost:8080/q/asyncapi), written to a file or to the standard output.
import { readFile, writeFile } from "node:fs/promises";
import { contractOf } from "./contract.mjs";

const [document, file] = process.argv.slice(2);
if (!document) {
  console.error("usage: ws4redis-types DOCUMENT [FILE]");
  process.exit(2);
}
const types = await contractOf(JSON.parse(await read(document)));
await (file ? writeFile(file, types) : process.stdout.write(types));

async function read(from) {
  if (!/^https?:/.test(from)) {
    return readFile(from, "utf8");
  }
  const response = await fetch(from);
  if (!response.ok) {
    throw new Error(`${from} answers ${response.status}`);
  }
  return response.text();
}
