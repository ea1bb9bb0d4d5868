/** `anchor`: the head of the audit chain as a file to keep elsewhere. */
import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Database } from "@lianzhang/work";
import { anchorText, makeAnchor, verifyChain } from "@lianzhang/work";
import type { Parsed } from "./arguments.ts";
import { brokenText, placeAsked, withChain } from "./audit.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";

async function exported(
  database: Database,
  file: string,
  json: boolean,
  terminal: Terminal,
  now: Date = new Date(),
): Promise<number> {
  const { verdict, anchor } = await database.read(async (queries) => ({
    verdict: await verifyChain(queries),
    anchor: await makeAnchor(queries, now),
  }));
  if (!verdict.holds) {
    // an anchor would fix the alteration as if it were the truth
    terminal.err(`✗ ${brokenText(verdict.broken)[terminal.language]}`);
    return EXIT.input;
  }
  const text = anchorText(anchor);
  writeFileSync(file, text, { flag: "wx", flush: true });
  const said = {
    zh: `锚点:第 ${anchor.number} 环 ${anchor.hash},已写入 ${file};请存到数据库管理员改不到的地方`,
    en: `anchor: link ${anchor.number} ${anchor.hash}, written to ${file}; keep it where the database's administrator cannot write`,
  };
  terminal.out(json ? text.trimEnd() : said[terminal.language]);
  return EXIT.done;
}

export async function anchorCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const given = parsed.values.get("out") ?? "";
  const file = resolve(terminal.cwd, given);
  if (existsSync(file))
    throw new UsageError(
      { zh: `${given} 已存在`, en: `${given} is there already` },
      { zh: "锚点不覆盖,换一个文件名", en: "an anchor is never written over: name another file" },
    );
  const json = parsed.switches.has("json");
  return withChain(placeAsked(parsed, terminal), terminal, (database) =>
    exported(database, file, json, terminal),
  );
}
