// Node's version and the installed packages.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run.mjs";
import { say, Stop } from "./say.mjs";

const LEAST = [20, 19];

/** Stops unless this Node is new enough. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return;
  throw new Stop(
    {
      zh: `Node ${version} 太旧,需要 ${LEAST.join(".")} 或更新的版本`,
      en: `Node ${version} is too old: ${LEAST.join(".")} or newer is needed`,
    },
    {
      zh: "安装 Node 20 或 22(https://nodejs.org),再运行一次",
      en: "install Node 20 or 22 (https://nodejs.org) and run this again",
    },
  );
}

const packagesOf = (path) => JSON.parse(readFileSync(path, "utf8")).packages ?? {};

/** Packages of the lock file that are not installed in that version; empty when nothing is to be done. */
export function notInstalled(folder = root) {
  const hidden = join(folder, "node_modules", ".package-lock.json");
  const wanted = Object.entries(packagesOf(join(folder, "package-lock.json"))).filter(
    ([path, entry]) => path.startsWith("node_modules/") && !entry.link,
  );
  if (!existsSync(hidden)) return wanted.filter(([, entry]) => !entry.optional).map(([path]) => path);
  const installed = packagesOf(hidden);
  return wanted
    .filter(([path, entry]) => {
      const found = installed[path];
      return found ? found.version !== entry.version : !(entry.optional || entry.peer);
    })
    .map(([path]) => path);
}

const OFFLINE = /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ENOTCACHED|network/;

/** Installs what package-lock.json names, if it is not there yet. */
export async function install() {
  const lacking = notInstalled();
  if (lacking.length === 0) return;
  say({
    zh: `安装依赖(${lacking.length} 个包,npm ci)……`,
    en: `installing ${lacking.length} packages (npm ci) ...`,
  });
  // Building is a step of its own (build.mjs), with its own messages.
  const { status, output } = await run(
    ["npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-progress"],
    {
      quiet: true,
    },
  );
  if (status === 0) return;
  process.stderr.write(output);
  throw failure(status, output);
}

/** What a failed `npm ci` means, and what to do, from its status and its words. */
export function failure(status, output) {
  if (status === 127)
    return new Stop(
      { zh: "找不到 npm", en: "npm was not found" },
      { zh: "npm 随 Node 一起安装:重装 Node", en: "npm comes with Node: install Node again" },
    );
  if (/EACCES|EPERM|EROFS/.test(output)) return noWrite(root);
  if (OFFLINE.test(output))
    return new Stop(
      {
        zh: "npm ci 没能取到依赖:网络或软件源不可用",
        en: "npm ci could not fetch the packages: no network, or no registry",
      },
      {
        zh: "第一次启动需要网络。检查网络和 npm config get registry;内网请设内部镜像,或从已安装好的机器拷来 node_modules",
        en: "the first start needs a network. Check it and `npm config get registry`; behind a wall name an inner mirror, or copy node_modules from a machine that has it",
      },
    );
  return new Stop(
    {
      zh: `npm ci 失败(退出码 ${status}),原因见上`,
      en: `npm ci failed with status ${status}; its words are above`,
    },
    { zh: "按上面的提示处理后再运行", en: "mend what it names and run this again" },
  );
}

export const noWrite = (path) =>
  new Stop(
    { zh: `没有写入权限:${path}`, en: `no permission to write in ${path}` },
    {
      zh: "换一个属于自己的目录检出,或请管理员放开该目录的写权限",
      en: "check out into a folder of your own, or ask for write permission on this one",
    },
  );
