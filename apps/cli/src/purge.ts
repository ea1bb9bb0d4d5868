/** `purge`: takes content of links away by order. First it says what would go; `--yes` does it. */
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { parse, resolve } from "node:path";
import type { Label } from "@lianzhang/kernel";
import type { Certificate, Link, PurgeOrder, Trail } from "@lianzhang/work";
import { certificateText, openWork, purgeable } from "@lianzhang/work";
import type { Parsed } from "./arguments.ts";
import { placeAsked } from "./audit.ts";
import { inputRefused } from "./input-refused.ts";
import { toJson } from "./json.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";

function numbersAsked(parsed: Parsed): readonly bigint[] {
  const given = parsed.values.get("links") ?? "";
  const words = given.split(",");
  if (!words.every((w) => /^[1-9]\d{0,17}$/.test(w)) || new Set(words).size !== words.length)
    throw new UsageError(
      { zh: `--links 不能为「${given}」`, en: `--links cannot be "${given}"` },
      { zh: "写环号,如 17,18,各写一次", en: "write numbers of links, each once: 17,18" },
    );
  return words.map(BigInt);
}

function filled(parsed: Parsed, option: string): string {
  const value = parsed.values.get(option) ?? "";
  if (value.trim() !== "") return value;
  throw new UsageError({ zh: `--${option} 为空`, en: `--${option} is empty` });
}

/** One file a certificate: `verify --certificate` reads one in each. */
function filesFor(numbers: readonly bigint[], out: string): readonly string[] {
  if (numbers.length === 1) return [out];
  const { dir, name, ext } = parse(out);
  return numbers.map((number) => resolve(dir, `${name}-${number}${ext}`));
}

function free(files: readonly string[]): readonly string[] {
  const there = files.find((file) => existsSync(file));
  if (there === undefined) return files;
  throw new UsageError(
    { zh: `${there} 已存在`, en: `${there} is there already` },
    { zh: "证明不覆盖,换一个文件名", en: "a certificate is never written over: name another file" },
  );
}

const linkText = (link: Link): Label => ({
  zh: `第 ${link.number} 环 ${link.at} ${link.actor} ${link.action} ${link.subjectKind} ${link.subjectId}`,
  en: `link ${link.number} ${link.at} ${link.actor} ${link.action} ${link.subjectKind} ${link.subjectId}`,
});

/** Files are made before anything is purged: a purge whose certificate cannot be written does not happen. */
async function purged(
  trail: Trail,
  by: string,
  order: PurgeOrder,
  files: readonly string[],
): Promise<readonly Certificate[]> {
  const opened: { readonly path: string; readonly fd: number }[] = [];
  let done = false;
  try {
    for (const path of files) opened.push({ path, fd: openSync(path, "wx", 0o600) });
    const acting = { user: by, onBehalfOf: null, unit: null, purpose: "purge" };
    const certificates = await trail.purge(acting, order);
    done = true;
    for (const [i, { fd }] of opened.entries()) {
      const certificate = certificates[i];
      if (certificate === undefined) continue;
      writeSync(fd, certificateText(certificate));
      fsyncSync(fd);
    }
    return certificates;
  } finally {
    for (const { path, fd } of opened) {
      closeSync(fd);
      if (!done) rmSync(path);
    }
  }
}

const AFTER: Label = {
  zh: "清除到不了旧备份和磁盘上的空位:以所有者对 lianzhang.audit_content、paper、workbook_version、workbook_filling、work_file 执行 VACUUM FULL,再执行 CHECKPOINT,重新备份,按规定销毁旧备份",
  en: "a purge does not reach earlier backups, nor free space on the disk: as owner run VACUUM FULL on lianzhang.audit_content, paper, workbook_version, workbook_filling and work_file, then CHECKPOINT, make a new backup, destroy the old ones by your rules",
};

const TWICE: Label = {
  zh: "录入的内容通常存两处:本环的 after 和同一对象下一环的 before,请一并清除",
  en: "what was entered usually stands twice: as `after` of one link and `before` of the next of the same subject; purge both",
};

const CARRIED: Label = {
  zh: "以上含同一内容的文书和工作簿(更新稿、同一空表的各版、由它填的表);其文件一并清除",
  en: "among them documents and workbooks with the same content (refreshed ones, versions of one blank, what was filled from it); their files go too",
};

function listed(links: readonly Link[], asked: number, terminal: Terminal): number {
  const { language } = terminal;
  terminal.err(
    {
      zh: "将清除以下各环的内容(before、after):",
      en: "the content (before, after) of these links would go:",
    }[language],
  );
  for (const link of links) terminal.err(`  ${linkText(link)[language]}`);
  if (links.length > asked) terminal.err(CARRIED[language]);
  terminal.err(TWICE[language]);
  throw new UsageError(
    { zh: "尚未清除", en: "nothing was purged yet" },
    { zh: "确认无误后加 --yes;清除不可撤销", en: "say --yes to do it; a purge cannot be undone" },
  );
}

export async function purgeCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const numbers = numbersAsked(parsed);
  const by = filled(parsed, "by");
  const order = { numbers, reason: filled(parsed, "reason"), orderedBy: filled(parsed, "ordered-by") };
  const out = resolve(terminal.cwd, parsed.values.get("out") ?? "");
  free(filesFor(numbers, out));
  const place = placeAsked(parsed, terminal);
  return inputRefused(["LZ7023"], terminal, async () => {
    const sources = { clock: () => new Date(), random: randomBytes };
    const { database, trail, close } = await openWork({ place, ...sources, migrations: "check" });
    try {
      const links = await database.read((queries) => purgeable(queries, numbers));
      if (!parsed.switches.has("yes")) return listed(links, numbers.length, terminal);
      const files = free(
        filesFor(
          links.map((link) => link.number),
          out,
        ),
      );
      const certificates = await purged(trail, by, order, files);
      if (parsed.switches.has("json")) terminal.out(toJson({ certificates, files }));
      else {
        for (const [i, c] of certificates.entries()) {
          const gone = c.files?.length ?? 0;
          const said = {
            zh: `✓ 第 ${c.number} 环的内容${gone === 0 ? "" : `和 ${gone} 个文件`}已清除,记在第 ${c.purge_number} 环;证明 ${files[i] ?? ""}`,
            en: `✓ the content of link ${c.number}${gone === 0 ? "" : ` and ${gone} files`} is gone, link ${c.purge_number} says so; certificate ${files[i] ?? ""}`,
          };
          terminal.out(said[terminal.language]);
        }
        terminal.out(AFTER[terminal.language]);
      }
      return EXIT.done;
    } finally {
      await close();
    }
  });
}
