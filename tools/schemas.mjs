// Writes schemas/*.schema.json for editors from the kinds of packages/definitions (run `npm run build:node` first).
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { folderSchema, jsonSchemas } from "@lianzhang/definitions";

const folder = fileURLToPath(new URL("../schemas/", import.meta.url));
await mkdir(folder, { recursive: true });
const schemas = { decision_folder: folderSchema(), ...jsonSchemas() };
for (const [name, schema] of Object.entries(schemas)) {
  await writeFile(`${folder}${name}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
}
process.stdout.write(`${Object.keys(schemas).length} schemas in schemas/\n`);
