/** What the folder leaves open: words, things named and not carried, clauses, forms and fields nobody reads. */
import type { Diagnostic, Place } from "@lianzhang/kernel";
import { clausesWithout } from "../coverage.ts";
import { fieldsOfCheck } from "../forms/checks.ts";
import type { Form, Model } from "../model.ts";
import { finding } from "./finding.ts";

export function lintCoverage(model: Model): Diagnostic[] {
  return [...words(model), ...uncarried(model), ...emptyClauses(model), ...unread(model)];
}

/** Each undefined word once, with every definition whose quote, label or note uses it. */
function words(model: Model): Diagnostic[] {
  const things: { id: string; place: Place; texts: string[] }[] = [...model.targets.values()].map((t) => ({
    id: t.id,
    place: t.place,
    texts: [t.label.zh, t.quote ?? "", t.bound.text],
  }));
  return [...model.undefinedWords].flatMap(([word, reading]) => {
    const users = things.filter((t) => t.texts.some((text) => uses(text, word, reading.except)));
    const [first] = users;
    if (!first) return [];
    const ids = users.map((u) => u.id);
    const message = {
      zh: `决定未说明“${word}”指什么;${users.length} 项目标用到:${ids.join("、")}`,
      en: `the Decision does not define "${word}"; used by ${users.length}: ${ids.join(", ")}`,
    };
    return [finding("LZ3006", first.place, message, { zh: reading.zh, en: reading.en })];
  });
}

/** Whether the word stands in the text outside the longer words that are defined. */
const uses = (text: string, word: string, except: readonly string[]): boolean =>
  except.reduce((rest, longer) => rest.replaceAll(longer, " "), text).includes(word);

const KINDS = { mechanism: "机制", industry: "产业", place: "地点", unit: "单位" } as const;

const uncarried = (model: Model): Diagnostic[] =>
  model.carriers
    .filter((c) => c.carriedBy.length === 0)
    .map((c) =>
      finding("LZ3007", c.place, {
        zh: `${KINDS[c.kind]}“${c.name.zh}”(条款 ${c.clause})尚无承载`,
        en: `nothing carries the ${c.kind} ${c.name.zh} of clause ${c.clause} yet`,
      }),
    );

const emptyClauses = (model: Model): Diagnostic[] =>
  clausesWithout(model).flatMap((id) => {
    const clause = model.clauses.get(id);
    return clause
      ? [
          finding("LZ3008", clause.place, {
            zh: `条款 ${id} ${clause.heading} 还没有任何定义`,
            en: `clause ${id} ${clause.heading} has no definition`,
          }),
        ]
      : [];
  });

/** Every field is a burden on whoever fills it in. */
function unread(model: Model): Diagnostic[] {
  const read = new Set([...model.indicators.values()].flatMap((i) => [...i.touches]));
  return [...model.forms.values()].flatMap((form) => {
    const inForm = new Set(form.checks.flatMap((c) => fieldsOfCheck(c, form.id)));
    const fields = [...form.fields.values()];
    const used = fields.filter((f) => read.has(`${form.id}.${f.id}`));
    if (used.length === 0)
      return [
        finding("LZ3009", form.place, {
          zh: `没有指标用到报表 ${form.label.zh}(${form.id},${fields.length} 个字段)`,
          en: `no indicator reads the form ${form.label.zh} (${form.id}, ${fields.length} fields)`,
        }),
      ];
    const idle = fields.filter(
      (f) =>
        !used.includes(f) && !inForm.has(`${form.id}.${f.id}`) && !servesGrowth(f.samePeriodOf, form, read),
    );
    if (idle.length === 0) return [];
    return [
      finding("LZ3010", form.place, {
        zh: `报表 ${form.label.zh} 的 ${fields.length} 个字段中有 ${idle.length} 个没有公式读取:${idle.map((f) => f.label.zh).join("、")}`,
        en: `no formula reads ${idle.length} of ${fields.length} fields of ${form.id}: ${idle.map((f) => f.id).join(", ")}`,
      }),
    ];
  });
}

/** A same-period field serves wherever its own field is read. */
const servesGrowth = (of: string | null, form: Form, read: ReadonlySet<string>): boolean =>
  of !== null && read.has(`${form.id}.${of}`);
