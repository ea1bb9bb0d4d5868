/** Made-up returns (演示数据) of the demo people, none of which moves a figure: a draft with a cell to mend, one that waits, one sent back. */
import type { Form, Model } from "@lianzhang/definitions";
import { openingOf } from "@lianzhang/definitions";
import type { Day, Period } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import type { Acting, KeptReturns, OnSubmission, People, Registers, Viewer } from "@lianzhang/work";
import { latestPeriod } from "../returns/forms.ts";

export interface DemoReturnsGround {
  readonly model: Model;
  readonly people: People;
  readonly registers: Registers;
  readonly returns: KeptReturns;
  readonly today: Day;
}

/** What a made-up return comes to. */
type End = "sent" | "returned" | "draft";

const FORM = "output_copy";
const CLEAN = { must: 0, unexplained: 0 } as const;
/** From the latest period that is open backwards. */
const ENDS: readonly End[] = ["draft", "sent", "returned"];

const OUTPUT: Readonly<Record<End, string>> = {
  draft: "1205万①",
  sent: "1180000",
  returned: "980000",
};

const content = (form: Form, code: string, name: string, output: string): Uint8Array =>
  new TextEncoder().encode(
    `统一社会信用代码,企业名称,${[...form.fields.values()].map((f) => `${f.label.zh}(${f.unit.text})`).join(",")}\n${code},${name},${output}\n`,
  );

function openPeriods(form: Form, { model, today }: DemoReturnsGround): readonly Period[] {
  const found: Period[] = [];
  for (let before = today; found.length < ENDS.length && before > today - 400; before -= 28) {
    const period = latestPeriod(form, before);
    if (found.some((p) => p.to === period.to)) continue;
    if (openingOf(form, period, today, model).open) found.push(period);
  }
  return found;
}

/** Enters them once, through the posts of the demo people: a city that has a return is left alone. */
export async function demoReturns(ground: DemoReturnsGround): Promise<void> {
  const { model, people, registers, returns, today } = ground;
  const form = model.forms.get(FORM);
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
  if (form === undefined || clerk === undefined || head === undefined || scope?.kind !== "enterprise") return;
  if ((await returns.list(head, { limit: 1 })).length > 0) return;
  const record = await registers.find(form.subject, { code: scope.id });
  const called = record?.spells.at(-1)?.values["name"];
  const name = typeof called === "string" ? called : scope.id;
  const acting = (who: Viewer): Acting => ({
    user: who.person,
    onBehalfOf: null,
    unit: who.unit,
    purpose: "演示",
  });
  const [by, of] = [acting(clerk), acting(head)];
  const order = { firm: scope.id, form: FORM, purposes: form.consent?.purposes ?? [], since: today };
  await returns.giveConsent(by, clerk, order);
  const go = async (period: Period, end: End): Promise<void> => {
    const sender = { kind: "enterprise", id: scope.id } as const;
    const begun = await returns.begin(by, clerk, { form: FORM, period, sender });
    const file = {
      ...begun,
      name: `演示·${formatPeriod(period)}产销总值.csv`,
      kind: "file",
      bytes: content(form, scope.id, name, OUTPUT[end]),
    } as const;
    const on = (version: bigint): OnSubmission => ({ id: begun.id, version });
    const added = await returns.addFile(by, clerk, file);
    if (end === "draft") return;
    const sent = await returns.send(by, clerk, { ...on(added), checked: CLEAN });
    const reason = "演示:文件不是本报告期的,请核对后重报";
    if (end === "returned") await returns.returnForChange(of, head, { ...on(sent), reason, day: today });
  };
  for (const [i, period] of openPeriods(form, ground).entries()) {
    const end = ENDS[i];
    if (end !== undefined) await go(period, end);
  }
}
