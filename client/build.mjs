// node build.mjs: dist/ws4redis-client.js. With --ship: the extension's copy, which is committed, too.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { bundle, LIMIT, SHIPPED } from "./bundle.mjs";

const { text, gzipped } = await bundle();
console.log(`ws4redis-client.js: ${text.length} bytes, ${gzipped} gzipped; ${LIMIT} is the limit`);
if (gzipped > LIMIT) {
  process.exit(1);
}
for (const file of ["dist/ws4redis-client.js", ...process.argv.includes("--ship") ? [SHIPPED] : []]) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
