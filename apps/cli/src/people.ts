/** `people`: what is done at the command line of an installation before anybody can sign in. */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Label } from "@lianzhang/kernel";
import type {
  AdministratorKind,
  FirstAdministrators,
  Key,
  People,
  SetupLink,
  Work,
  WorkPlace,
} from "@lianzhang/work";
import { makeKeyFile, openPeople, openWork, readKeyFile } from "@lianzhang/work";
import type { Parsed } from "./arguments.ts";
import { placeAsked } from "./audit.ts";
import { toJson } from "./json.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";

const KINDS = ["system", "security", "audit"] as const;

const TITLES: Readonly<Record<AdministratorKind, Label>> = {
  system: { zh: "系统管理员", en: "system administrator" },
  security: { zh: "安全保密管理员", en: "security administrator" },
  audit: { zh: "安全审计员", en: "audit administrator" },
};

/** Where the key file is: named, or beside the work folder. Throws UsageError for a database without `--key`. */
function keyPath(parsed: Parsed, terminal: Terminal, place: WorkPlace): string {
  const given = parsed.values.get("key");
  if (given !== undefined) return resolve(terminal.cwd, given);
  if (place.kind === "folder") return join(dirname(resolve(terminal.cwd, place.folder)), "work.key");
  throw new UsageError(
    { zh: "--database 须同时写明 --key", en: "--database needs --key beside it" },
    { zh: "写明启动时用的密钥文件", en: "name the key file given at the start" },
  );
}

/** The key; made when there is none and nobody has a second factor yet. Throws WorkError LZ7111. */
async function keyAt(path: string, work: Work, terminal: Terminal): Promise<Key> {
  const sealed = await work.database.read((q) => q.rows("SELECT person FROM credential LIMIT 1"));
  if (!existsSync(path) && sealed.length === 0) {
    makeKeyFile(path, randomBytes);
    terminal.err(
      terminal.language === "zh"
        ? `已生成密钥文件 ${path}:请另存副本,不要与备份放在一起`
        : `made the key file ${path}: keep a copy, apart from the backups`,
    );
  }
  return readKeyFile(path, randomBytes);
}

function named(parsed: Parsed, kind: AdministratorKind): FirstAdministrators[AdministratorKind] {
  const [name = "", signInName = ""] = (parsed.values.get(kind) ?? "").split(/[,,]/u).map((t) => t.trim());
  if (name !== "" && signInName !== "") return { name, signInName, unit: null };
  throw new UsageError(
    {
      zh: `缺少 --${kind} 姓名,登录名(${TITLES[kind].zh})`,
      en: `--${kind} NAME,SIGN-IN is missing (${TITLES[kind].en})`,
    },
    { zh: "三员是三个不同的人", en: "the three administrators are three different people" },
  );
}

/** The page of a link. The token stands behind the #: browsers send that to nobody. */
const urlOf = (parsed: Parsed, { token }: SetupLink): string =>
  `${(parsed.values.get("address") ?? "http://127.0.0.1:4180").replace(/\/$/u, "")}/set-up#${token}`;

const linkLine = (title: Label, url: string, { expiresAt }: SetupLink): Label => ({
  zh: `${title.zh}:${url}(${expiresAt} 前有效,只能用一次)`,
  en: `${title.en}: ${url} (until ${expiresAt}, once)`,
});

async function setUp(parsed: Parsed, terminal: Terminal, people: People): Promise<void> {
  const wanted = {
    system: named(parsed, "system"),
    security: named(parsed, "security"),
    audit: named(parsed, "audit"),
  };
  const links = await people.console.setUpAdministrators(wanted);
  const told = KINDS.map((kind) => ({
    kind,
    ...wanted[kind],
    url: urlOf(parsed, links[kind]),
    link: links[kind],
  }));
  if (parsed.switches.has("json")) {
    terminal.out(
      toJson(
        told.map(({ kind, name, signInName, url, link }) => ({
          kind,
          name,
          signInName,
          url,
          expiresAt: link.expiresAt,
        })),
      ),
    );
    return;
  }
  for (const { kind, url, link } of told) terminal.out(linkLine(TITLES[kind], url, link)[terminal.language]);
  terminal.out(
    terminal.language === "zh"
      ? "请分别当面交给本人;本机不保存链接。"
      : "Hand each over in person; the links are kept nowhere.",
  );
}

async function anotherLink(parsed: Parsed, terminal: Terminal, people: People): Promise<void> {
  const name = parsed.values.get("sign-in");
  if (name === undefined)
    throw new UsageError({ zh: "缺少 --sign-in 登录名", en: "--sign-in NAME is missing" });
  const link = await people.console.administratorLink(name);
  const url = urlOf(parsed, link);
  terminal.out(
    parsed.switches.has("json")
      ? toJson({ signInName: name, url, expiresAt: link.expiresAt })
      : linkLine({ zh: name, en: name }, url, link)[terminal.language],
  );
}

async function production(parsed: Parsed, terminal: Terminal, people: People): Promise<void> {
  await people.console.markProduction();
  terminal.out(
    parsed.switches.has("json")
      ? toJson({ production: true })
      : terminal.language === "zh"
        ? "已标记为正式使用:不再设演示身份,不能撤销"
        : "marked as production: no demo people from now on, for good",
  );
}

const WORK = { "set-up": setUp, "administrator-link": anotherLink, production } as const;

const isWhat = (word: string): word is keyof typeof WORK => Object.hasOwn(WORK, word);

/** Throws UsageError, and WorkError LZ71xx as the people's half refuses. */
export async function peopleCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const [what = ""] = parsed.positionals;
  if (!isWhat(what))
    throw new UsageError(
      { zh: `没有「people ${what}」`, en: `there is no "people ${what}"` },
      {
        zh: "可用:set-up、administrator-link、production",
        en: "use set-up, administrator-link or production",
      },
    );
  if (what === "set-up") for (const kind of KINDS) named(parsed, kind);
  const place = placeAsked(parsed, terminal);
  const path = keyPath(parsed, terminal, place);
  const clock = (): Date => new Date();
  terminal.progress({ zh: "打开数据库", en: "opening the database" });
  const work = await openWork({ place, clock, random: randomBytes });
  try {
    const key = await keyAt(path, work, terminal);
    await WORK[what](parsed, terminal, openPeople({ work, key, clock, random: randomBytes }));
    return EXIT.done;
  } finally {
    await work.close();
  }
}
