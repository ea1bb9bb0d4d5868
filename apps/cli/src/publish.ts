/** `publish`: a run's figures for the outside, after clearance of every field and disclosure control. */
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import type {
  DisclosureRules,
  NotCleared,
  PublishedFile,
  Release,
  RunFigure,
  RunRecord,
  Shown,
} from "@lianzhang/engine";
import {
  decideRelease,
  diffRuns,
  isPublished,
  makeRun,
  NoDisclosureRule,
  notCleared,
  rulesOf,
} from "@lianzhang/engine";
import type { Label } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import type { City } from "./city.ts";
import { existingFolder, openCity, reportDiagnostics } from "./city.ts";
import { toJson } from "./json.ts";
import { publicationHolds, publicationOf, writePublication } from "./publish-files.ts";
import { hashHolds, readJson, runAsked } from "./run-files.ts";
import { signatureHolds, signerAsked } from "./run-signing.ts";
import { requestOf, sourceOf } from "./run-source.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, OutsideError, UsageError } from "./terminal.ts";

/** Milliseconds of a day; the last day a clearance holds is a calendar day. */
const DAY = 86_400_000;
const PUBLICATION = "publication.json";

/** What earlier publications showed, from the folders of `--with`. */
function earlierAsked(terminal: Terminal, parsed: Parsed): PublishedFile[] {
  const folders = (parsed.values.get("with") ?? "").split(/[,\uff0c]/).filter((f) => f.trim() !== "");
  return folders.map((given) => {
    const path = join(existingFolder(terminal, given.trim()), PUBLICATION);
    const value = readJson(path);
    if (isPublished(value) && publicationHolds(value)) return value;
    throw new OutsideError(
      { zh: `${path} 不是公布记录或被改动过`, en: `${path} is no record of a publication, or was altered` },
      { zh: "--with 写 publish 写出的目录", en: "--with names folders that publish wrote" },
    );
  });
}

/**
 * Earlier figures are judged by the definitions of today: an indicator that is gone cannot be, and what it told would
 * go unheeded; a changed definition is warned of.
 */
function heeded(terminal: Terminal, city: City, earlier: readonly PublishedFile[]): Shown[] {
  return earlier.map((e) => {
    const gone = e.shown.find((f) => !city.model.indicators.has(f.indicator));
    if (gone)
      throw new UsageError(
        {
          zh: `以前公布过的指标 ${gone.indicator} 已不在决定目录中,无法判断由它能推算出什么`,
          en: `the indicator ${gone.indicator}, published before, is no longer defined: what follows from it cannot be judged`,
        },
        { zh: "在决定目录中恢复此指标", en: "put the indicator back into the decision" },
      );
    if (e.definitions !== city.model.key)
      terminal.err(
        terminal.language === "zh"
          ? `警告:${e.hash.slice(0, 12)} 公布时的定义与现在不同,按现在的定义判断`
          : `warning: ${e.hash.slice(0, 12)} was published under other definitions; it is judged by those of today`,
      );
    return { request: e.request, figures: e.shown };
  });
}

/** An altered record is never published. */
function mustHold(record: RunRecord): void {
  const signed = record.signature === null || signatureHolds(record.hash, record.signature);
  if (hashHolds(record) && signed) return;
  throw new OutsideError(
    {
      zh: "运行记录的哈希或签名不符,不能公布",
      en: "hash or signature of the run do not hold: not published",
    },
    { zh: "用 lianzhang verify 查看", en: "lianzhang verify says more" },
  );
}

/** Withholding is judged over the data the figures came from: other data would be judged wrongly. */
async function mustComeOutAgain(city: City, record: RunRecord): Promise<void> {
  const difference = diffRuns(record, await makeRun(sourceOf(city), requestOf(record)));
  if (difference.changes.length === 0) return;
  const count = difference.changes.length;
  throw new UsageError(
    {
      zh: `重算有 ${count} 个数与运行记录不同,不能公布`,
      en: `${count} figures come out otherwise than in the run: not published`,
    },
    {
      zh: "给出运行时的决定目录和数据,或重新运行",
      en: "name the decision and data of the run, or run again",
    },
  );
}

const refusal = ({ field, path, clearance }: NotCleared): Label => ({
  zh: `${field} 未获准公布:${path.join(" → ")}(持有:${clearance.holder};依据:${clearance.basis})`,
  en: `${field} is not cleared for publication: ${path.join(" -> ")} (held by ${clearance.holder}; basis: ${clearance.basis})`,
});

function rulesAsked(model: Model, record: RunRecord): DisclosureRules {
  const { period, known } = requestOf(record);
  try {
    return rulesOf(model, period, known);
  } catch (error) {
    if (!(error instanceof NoDisclosureRule)) throw error;
    throw new UsageError(
      {
        zh: `决定目录中没有参数 ${error.parameter} 在此时期的值,不能公布`,
        en: `the decision has no value of ${error.parameter} at this period: not published`,
      },
      { zh: "在 parameters/ 中补上此参数", en: "add the parameter under parameters/" },
    );
  }
}

export async function publishCommand(
  parsed: Parsed,
  terminal: Terminal,
  now: Date = new Date(),
): Promise<number> {
  const signer = signerAsked(terminal, parsed, now);
  const { record } = runAsked(terminal, parsed.positionals[0] ?? "", parsed);
  mustHold(record);
  const earlier = earlierAsked(terminal, parsed);
  const { city, diagnostics } = await openCity(
    terminal,
    parsed.values.get("decision") ?? "",
    parsed.values.get("data"),
  );
  reportDiagnostics(terminal, diagnostics);
  if (city === null) return EXIT.input;
  try {
    const { model, store } = city;
    // figures of single subjects are never published, whatever their size
    const figures = record.figures.filter((f) => f.subject === null);
    const refused = notCleared(model, figures, "publication", Math.floor(now.getTime() / DAY));
    if (refused.length > 0) {
      for (const r of refused) terminal.err(refusal(r)[terminal.language]);
      terminal.err(
        terminal.language === "zh"
          ? "用 --indicator 只运行获准的指标,或请持有单位在 uses 中准予 publication"
          : "run only cleared indicators, or have the holder add publication to uses",
      );
      return EXIT.input;
    }
    await mustComeOutAgain(city, record);
    const rules = rulesAsked(model, record);
    const before = heeded(terminal, city, earlier);
    terminal.progress({ zh: "保密处理", en: "disclosure control" });
    const release = await decideRelease(model, store, { request: record.request, figures }, before, rules);
    const publication = publicationOf({ model, record, figures, release, rules, signer });
    const out = await writePublication(terminal, publication, parsed.values.get("out") ?? "");
    report(terminal, parsed, figures, record.figures.length - figures.length, release, out, publication.hash);
    return EXIT.done;
  } finally {
    await city.store.close();
  }
}

const WHY: Readonly<Record<NonNullable<Release["withheld"][number]>, Label>> = {
  threshold: { zh: "户数少于规定", en: "too few contributors" },
  dominance: { zh: "少数几户占比过高", en: "a few contributors dominate" },
  one_subject: { zh: "单户的数", en: "one subject's own" },
  secondary: { zh: "可用来推算不公布的数", en: "would give a withheld figure away" },
};

/** For the one who publishes: what was withheld and why. None of it is in the published files. */
function report(
  terminal: Terminal,
  parsed: Parsed,
  figures: readonly RunFigure[],
  single: number,
  release: Release,
  out: string,
  hash: string,
): void {
  const counts = new Map<string, number>();
  for (const w of release.withheld) if (w !== null) counts.set(w, (counts.get(w) ?? 0) + 1);
  const shown = release.withheld.filter((w) => w === null).length;
  const { exposed } = release.choice;
  if (parsed.switches.has("json")) {
    const withheld = figures.flatMap((f, i) => {
      const why = release.withheld[i] ?? null;
      return why === null ? [] : [{ indicator: f.indicator, group: f.group, why }];
    });
    terminal.out(toJson({ out, hash, shown, withheld, single, exposed }));
    return;
  }
  const zh = terminal.language === "zh";
  terminal.out(zh ? `已写入 ${out}:公布 ${shown} 个数` : `written to ${out}: ${shown} figures shown`);
  for (const [why, label] of Object.entries(WHY)) {
    const n = counts.get(why) ?? 0;
    if (n > 0) terminal.out(zh ? `  不公布 ${n} 个:${label.zh}` : `  ${n} withheld: ${label.en}`);
  }
  if (single > 0)
    terminal.out(
      zh ? `  逐户的数 ${single} 个不在公布之列` : `  ${single} figures of single subjects are left out`,
    );
  if (exposed > 0)
    terminal.err(
      zh
        ? `警告:以前公布的数已能推算出 ${exposed} 个应保密的数,此次无法补救`
        : `warning: ${exposed} sums that should be withheld follow from earlier publications already`,
    );
  terminal.out(zh ? `哈希 ${hash}` : `hash ${hash}`);
}
