/** Made-up returns (演示数据) of the demo people, none of which moves a figure: a draft with a cell to mend, some that wait, one sent back. */
import type { Form, Model } from "@lianzhang/definitions";
import { latestPeriod, openingOf } from "@lianzhang/definitions";
import type { Day, Period } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import type { Acting, KeptReturns, OnSubmission, People, Registers, Viewer } from "@lianzhang/work";
import { REGISTER } from "../firms.ts";

export interface DemoReturnsGround {
  readonly model: Model;
  readonly people: People;
  readonly registers: Registers;
  readonly returns: KeptReturns;
  readonly today: Day;
}

/** What a made-up return comes to. */
type End = "sent" | "returned" | "draft";

interface Story {
  readonly form: string;
  /** How many of the form's open periods lie between it and the latest. */
  readonly back: number;
  readonly end: End;
  /** Texts of the file's cells, by field; the others stay blank. */
  readonly cells: Readonly<Record<string, string>>;
  /** Why a value that a check asks about is right. */
  readonly said?: { readonly check: string; readonly field: string; readonly text: string };
}

const CLEAN = { must: 0, unexplained: 0 } as const;
/** The latest month of the survey is left to be done: it is what the clerk finds due. */
const STORIES: readonly Story[] = [
  { form: "output_copy", back: 0, end: "draft", cells: { gross_output: "1205万①" } },
  { form: "output_copy", back: 1, end: "sent", cells: { gross_output: "1180000" } },
  { form: "output_copy", back: 2, end: "returned", cells: { gross_output: "980000" } },
  {
    form: "short_survey",
    back: 1,
    end: "sent",
    cells: {
      expected_output: "410000",
      expected_output_prior: "640000",
      product_volume: "5600",
      product_price: "73200",
      capacity_use: "46.5%",
      halt_reason: "3",
      restart_after: "1",
    },
    said: {
      check: "short_survey.5",
      field: "expected_output",
      text: "演示:原料到货推迟,两条窑线停 12 天,预计下月 8 日恢复",
    },
  },
];

const content = (form: Form, code: string, name: string, { cells }: Story): Uint8Array => {
  const fields = [...form.fields.values()];
  const head = fields.map((f) => (f.codes.length > 0 ? f.label.zh : `${f.label.zh}(${f.unit.text})`));
  const row = fields.map((f) => cells[f.id] ?? "");
  return new TextEncoder().encode(
    `统一社会信用代码,企业名称,${head.join(",")}\n${code},${name},${row.join(",")}\n`,
  );
};

/** The form's open period so many before the latest; null: there is none within two years. */
function openPeriod(form: Form, back: number, { model, today }: DemoReturnsGround): Period | null {
  const found: Period[] = [];
  for (let day = today; found.length <= back && day > today - 800; day -= 14) {
    const period = latestPeriod(form, day);
    if (found.some((p) => p.to === period.to)) continue;
    if (openingOf(form, period, today, model).open) found.push(period);
  }
  return found[back] ?? null;
}

/** Enters them once, through the posts of the demo people: a city that has a return is left alone. */
export async function demoReturns(ground: DemoReturnsGround): Promise<void> {
  const { model, people, registers, returns, today } = ground;
  const viewers = (await people.reading.profiles())
    .filter(({ person }) => person.demo)
    .map(({ person, posts }): Viewer => ({
      person: person.id,
      name: person.name,
      unit: person.unit,
      posts: posts.map(({ role, scope }) => ({ role, scope, leader: null })),
    }));
  const holder = (role: string) => viewers.find((v) => v.posts.some((p) => p.role === role));
  const [clerk, head] = [holder("enterprise_user"), holder("section_head")];
  const scope = clerk?.posts.find((p) => p.scope.kind === "enterprise")?.scope;
  if (clerk === undefined || head === undefined || scope?.kind !== "enterprise") return;
  if ((await returns.list(head, { limit: 1 })).length > 0) return;
  const called = (await registers.find(REGISTER, { code: scope.id }))?.spells.at(-1)?.values["name"];
  const name = typeof called === "string" ? called : scope.id;
  const acting = (who: Viewer): Acting => ({
    user: who.person,
    onBehalfOf: null,
    unit: who.unit,
    purpose: "演示",
  });
  const [by, of] = [acting(clerk), acting(head)];
  for (const id of new Set(STORIES.map((s) => s.form))) {
    const purposes = model.forms.get(id)?.consent?.purposes;
    if (purposes !== undefined)
      await returns.giveConsent(by, clerk, { firm: scope.id, form: id, purposes, since: today });
  }
  const go = async (form: Form, period: Period, story: Story): Promise<void> => {
    const sender = { kind: "enterprise", id: scope.id } as const;
    const begun = await returns.begin(by, clerk, { form: form.id, period, sender });
    const title = form.label.zh.replace(/[((].*$/u, "");
    const file = {
      ...begun,
      name: `演示·${formatPeriod(period)}${title}.csv`,
      kind: "file",
      bytes: content(form, scope.id, name, story),
    } as const;
    const on = (version: bigint): OnSubmission => ({ id: begun.id, version });
    let version = await returns.addFile(by, clerk, file);
    const { said, end } = story;
    if (said !== undefined) {
      const { check, field, text } = said;
      const place = { file: file.name, sheet: null, row: 2, field, subject: scope.id };
      const remarks = [{ check, ...place, said: text }];
      version = await returns.remark(by, clerk, { ...on(version), remarks }, "sender");
    }
    if (end === "draft") return;
    version = await returns.send(by, clerk, { ...on(version), checked: CLEAN });
    const reason = "演示:文件不是本报告期的,请核对后重报";
    if (end === "returned") await returns.returnForChange(of, head, { ...on(version), reason, day: today });
  };
  for (const story of STORIES) {
    const form = model.forms.get(story.form);
    const period = form === undefined ? null : openPeriod(form, story.back, ground);
    if (form !== undefined && period !== null) await go(form, period, story);
  }
}
