/** `verify --work`: whether the audit chain is what was written, and where it is first broken when it is not. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Label } from "@lianzhang/kernel";
import type {
  AnchorFile,
  Broken,
  CertificateFault,
  Database,
  Fault,
  Verdict,
  WorkPlace,
} from "@lianzhang/work";
import { checkCertificate, openDatabase, verifyChain } from "@lianzhang/work";
import type { Parsed } from "./arguments.ts";
import { existingFolder } from "./city.ts";
import { toJson } from "./json.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, OutsideError, UsageError } from "./terminal.ts";

const CHAIN = ["work", "database", "anchor", "certificate"] as const;
const RECORD = ["runs", "trust", "decision", "data"] as const;

/** Whether the audit chain is asked for, not a run record. */
export const namesChain = (parsed: Parsed): boolean => CHAIN.some((name) => parsed.values.has(name));

/**
 * The place `--work` or `--database` names; DATABASE_URL when neither does. Throws UsageError for none or both, or a
 * folder that is not there.
 */
export function placeAsked(parsed: Parsed, terminal: Terminal): WorkPlace {
  const work = parsed.values.get("work");
  const url = parsed.values.get("database") ?? (work === undefined ? process.env["DATABASE_URL"] : undefined);
  if (work !== undefined && url === undefined)
    return { kind: "folder", folder: existingFolder(terminal, work), create: false };
  if (url !== undefined && work === undefined) return { kind: "url", url };
  throw new UsageError({
    zh: "--work 与 --database 要且只要一个",
    en: "give one of --work and --database",
  });
}

/** Runs `work` over the database of a place; nothing in it is changed. */
export async function withChain<T>(
  place: WorkPlace,
  terminal: Terminal,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  terminal.progress({ zh: "打开数据库", en: "opening the database" });
  const open = await openDatabase({
    place,
    clock: () => new Date(),
    random: randomBytes,
    migrations: "check",
  });
  try {
    return await work(open.database);
  } finally {
    await open.close();
  }
}

/** The files a list of names stands for, with their text. Throws OutsideError for one that cannot be read. */
function files(parsed: Parsed, option: string, terminal: Terminal): readonly AnchorFile[] {
  const names = (parsed.values.get(option) ?? "").split(",").filter((name) => name !== "");
  return names.map((name) => {
    try {
      return { name, text: readFileSync(resolve(terminal.cwd, name), "utf8") };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new OutsideError(
        { zh: `无法读取 ${name}:${why}`, en: `cannot read ${name}: ${why}` },
        null,
        error,
      );
    }
  });
}

const FAULTS: Readonly<Record<Fault, Label>> = {
  beginning: { zh: "首环不是审计链的开头", en: "the first link does not begin a chain" },
  link_altered: { zh: "环被改动", en: "the link was altered" },
  order: { zh: "不接前一环", en: "the link does not follow the one before" },
  missing: { zh: "缺环", en: "the link is missing" },
  content_altered: { zh: "内容被改动", en: "the content was altered" },
  content_missing: { zh: "内容缺失而无清除记录", en: "the content is gone, and no purge is recorded" },
  purge_undone: { zh: "已清除的内容又出现", en: "content that was purged is there" },
  purge_altered: { zh: "清除记录与所指的环不符", en: "the record of a purge names another link" },
  stray_content: { zh: "有内容而无环", en: "there is content without a link" },
  head: { zh: "链头记录与末环不符", en: "the head is not the last link" },
  anchor_mismatch: {
    zh: "与锚点不符:链被改写或截断",
    en: "not the link the anchor fixed: rewritten or cut off",
  },
  anchor_altered: { zh: "锚点文件不是导出时的原文", en: "the anchor's file is not what was exported" },
};

const CERTIFICATE_FAULTS: Readonly<Record<CertificateFault, Label>> = {
  unreadable: { zh: "不是清除证明", en: "no certificate of a purge" },
  "no such purge": { zh: "链中没有这次清除", en: "the chain has no such purge" },
  "other purge": { zh: "与链中的清除记录不符", en: "not what the chain says of this purge" },
  "content is there": { zh: "内容仍在", en: "the content is still there" },
};

/** Where the chain is broken, in words. */
export function brokenText(broken: Broken): Label {
  const { fault, number, expected, found, anchor } = broken;
  const of = anchor === null ? "" : ` (${anchor})`;
  const zh = `${FAULTS[fault].zh}${of};应为「${expected}」,实为「${found}」`;
  const en = `${FAULTS[fault].en}${of}; expected "${expected}", found "${found}"`;
  return number === 0n
    ? { zh: `锚点不可用:${zh}`, en: `an anchor cannot be used: ${en}` }
    : { zh: `审计链在第 ${number} 环断裂:${zh}`, en: `the audit chain is broken at link ${number}: ${en}` };
}

const verdictText = (v: Verdict): Label =>
  v.holds
    ? {
        zh: `审计链完整:共 ${v.head.number} 环,${v.algorithm},末环 ${v.head.hash}(${v.head.at});清除 ${v.purged} 处,锚点 ${v.anchors} 个相符`,
        en: `the audit chain holds: ${v.head.number} links, ${v.algorithm}, head ${v.head.hash} (${v.head.at}); ${v.purged} purged, ${v.anchors} anchors agree`,
      }
    : brokenText(v.broken);

interface Certified {
  readonly file: string;
  readonly fault: CertificateFault | null;
}

const certifiedText = ({ file, fault }: Certified): Label =>
  fault === null
    ? { zh: `清除证明有效:${file}`, en: `the certificate holds: ${file}` }
    : {
        zh: `清除证明无效:${file}:${CERTIFICATE_FAULTS[fault].zh}`,
        en: `the certificate does not hold: ${file}: ${CERTIFICATE_FAULTS[fault].en}`,
      };

function refuseRecordOptions(parsed: Parsed): void {
  const other = RECORD.find((name) => parsed.values.has(name));
  if (other === undefined && parsed.positionals.length === 0) return;
  const word = other === undefined ? "RUN" : `--${other}`;
  throw new UsageError({
    zh: `核验审计链时不用 ${word}`,
    en: `${word} is of run records and does not go with the audit chain`,
  });
}

function show(terminal: Terminal, json: boolean, verdict: Verdict, certified: readonly Certified[]): void {
  if (json) {
    terminal.out(toJson({ ...verdict, certificates: certified }));
    return;
  }
  const lines = [
    { holds: verdict.holds, said: verdictText(verdict) },
    ...certified.map((c) => ({ holds: c.fault === null, said: certifiedText(c) })),
  ];
  for (const { holds, said } of lines) terminal.out(`${holds ? "✓" : "✗"} ${said[terminal.language]}`);
}

/** Verifies the chain, its anchors and its certificates; 1 when any does not hold. */
export async function verifyChainCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  refuseRecordOptions(parsed);
  const place = placeAsked(parsed, terminal);
  const anchors = files(parsed, "anchor", terminal);
  const certificates = files(parsed, "certificate", terminal);
  return withChain(place, terminal, async (database) => {
    const verdict = await database.read((queries) => verifyChain(queries, anchors));
    const certified: Certified[] = [];
    for (const { name, text } of certificates)
      certified.push({ file: name, fault: await database.read((q) => checkCertificate(q, text)) });
    show(terminal, parsed.switches.has("json"), verdict, certified);
    return verdict.holds && certified.every((c) => c.fault === null) ? EXIT.done : EXIT.input;
  });
}
