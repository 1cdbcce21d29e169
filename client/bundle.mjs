// The module that browsers load: one file, the same for the npm package and for the extension.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** Where the extension has it, from where the application serves it. */
export const SHIPPED = fileURLToPath(new URL(
  "../runtime/src/main/resources/META-INF/resources/_static/ws4redis-client/ws4redis-client.js", import.meta.url));

/** What it may weigh on the wire, in bytes. */
export const LIMIT = 6_000;

export async function bundle() {
  const result = await build({
    entryPoints: [fileURLToPath(new URL("src/index.ts", import.meta.url))],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  const text = result.outputFiles[0].text;
  return { text, gzipped: gzipSync(text, { level: 9 }).length };
}
