// Whether what is built is what the sources say, and building it. var/build.json holds the hashes of the
// sources of the last build, so that a pull or an edit is noticed and an unchanged start costs nothing.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { noWrite } from "./install.mjs";
import { local, root, run } from "./run.mjs";
import { say, Stop } from "./say.mjs";

const SKIPPED = new Set(["node_modules", "dist", "var"]);

/** Files under a folder or a file itself, sorted, without tests and built ones. */
function filesUnder(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  let entries;
  try {
    entries = readdirSync(full, { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries
    .filter((e) => !SKIPPED.has(e.name) && !/\.test\.tsx?$/.test(e.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((e) => (e.isDirectory() ? filesUnder(`${path}/${e.name}`) : [`${path}/${e.name}`]));
}

/** One hash over names and contents. */
export function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesUnder)) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

const folders = (kind) =>
  existsSync(join(root, kind)) ? readdirSync(join(root, kind)).map((n) => `${kind}/${n}`) : [];
const common = ["package-lock.json", "tsconfig.base.json"];

/** What is built from what. */
export const parts = [
  {
    name: "node",
    sources: () => [...common, "tsconfig.json", ...folders("packages"), "apps/server", "apps/cli"],
    result: "apps/cli/dist/index.js",
    commands: [[...local("typescript/bin/tsc"), "-b"]],
  },
  {
    name: "web",
    sources: () => [
      ...common,
      "packages/kernel",
      "packages/formula",
      "packages/intake",
      "packages/contract",
      "apps/web",
    ],
    result: "apps/web/dist/index.html",
    commands: [[...local("vite/bin/vite.js"), "build", "apps/web", "--logLevel", "warn"]],
  },
];

const record = () => join(root, "var", "build.json");

/** A record file of var/ as an object; a missing or broken one is empty. */
export function readRecord(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}

/** Makes var/ and writes a record there. */
export function writeRecord(path, value) {
  try {
    mkdirSync(join(root, "var"), { recursive: true });
    writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
  } catch (error) {
    if (["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"].includes(error.code))
      throw noWrite(join(root, "var"));
    throw error;
  }
}

/** Builds the parts whose sources differ from the ones last built. */
export async function build() {
  const built = readRecord(record());
  for (const part of parts) {
    const hash = hashOf(part.sources());
    if (built[part.name] === hash && existsSync(join(root, part.result))) continue;
    say({ zh: `构建 ${part.name} ……`, en: `building ${part.name} ...` });
    for (const command of part.commands) {
      const { status, output } = await run(command, { quiet: true });
      if (status === 0 && existsSync(join(root, part.result))) continue;
      process.stderr.write(output);
      if (/EACCES|EPERM|EROFS/.test(output)) throw noWrite(root);
      throw new Stop(
        { zh: `构建 ${part.name} 失败,原因见上`, en: `building ${part.name} failed; the reason is above` },
        {
          zh: "如果刚改过代码,请先修好;否则 git status 看有无多余改动,删除 var/ 与各 dist/ 后重试",
          en: "mend the sources if you changed them; else look at `git status`, remove var/ and the dist/ folders and try again",
        },
      );
    }
    built[part.name] = hash;
    writeRecord(record(), built);
  }
}
