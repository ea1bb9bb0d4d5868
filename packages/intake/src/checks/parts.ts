/** The parts of a rule that a finding names with their figures: fields, attributes, parameters, totals. */
import type { BooleanCore, Core, Leaves, NumberCore, Question } from "@lianzhang/formula";
import { children, closure, evaluateBoolean, evaluateNumber } from "@lianzhang/formula";
import type { Label } from "@lianzhang/kernel";
import { formatPeriod, movePeriod } from "@lianzhang/kernel";
import type { CheckDescription, FormDescription } from "../form.ts";
import { say } from "../values/said.ts";
import { amount, counted } from "./words.ts";

const NUMBERS = ["field", "attribute", "parameter", "at", "among", "rank", "gather", "related"] as const;
const CONDITIONS = ["codeIn", "has", "flag", "textIs", "date", "relatedIs", "history"] as const;
export type Part =
  | Extract<NumberCore, { readonly op: (typeof NUMBERS)[number] }>
  | Extract<BooleanCore, { readonly op: (typeof CONDITIONS)[number] }>;

/** Whether the figure of a part is not told of a subject. */
export type Hides = (part: Part, subject: string) => boolean;

const isPart = (core: Core): core is Part =>
  NUMBERS.some((op) => op === core.op) || CONDITIONS.some((op) => op === core.op);

/** What is equal without its place in the text. */
const keyOf = (core: Core): string =>
  JSON.stringify(core, (name, v: unknown) =>
    name === "span" || name === "type" ? undefined : typeof v === "bigint" ? `${v}n` : v,
  );

/** In written order, each once. */
export function partsOf(core: Core): readonly Part[] {
  if (isPart(core)) return [core];
  const all = children(core).flatMap((c) => partsOf(c));
  const keys = all.map(keyOf);
  return all.filter((_, i) => keys.indexOf(keys[i] ?? "") === i);
}

/** The field of the return itself that the part is; null: it is something else. */
export const ownField = (part: Part, form: FormDescription): string | null =>
  part.op === "field" && part.form === form.id ? part.field : null;

/** Whether it is the same for every row of a period. */
export const isCommon = (part: Part): boolean =>
  (part.op === "parameter" && part.on === null) ||
  (part.op === "at" && partsOf(part.argument).every((p) => isCommon(p)));

interface Wording {
  readonly check: CheckDescription;
  readonly form: FormDescription;
  readonly hides: Hides;
}

const TOTALS: Readonly<Record<string, Label>> = {
  sum: say("合计", "sum"),
  avg: say("平均", "mean"),
  median: say("中位数", "median"),
  min: say("最小值", "least"),
  max: say("最大值", "greatest"),
  count: say("个数", "number"),
  distinct: say("种数", "number of kinds"),
  quantile: say("分位数", "quantile"),
};

/** What a part is called; of other periods with the period. */
export function partName(part: Part, { check, form }: Wording, question: Question): Label {
  const word = (id: string): Label =>
    check.names[id] ??
    form.fields.find((f) => `${form.id}.${f.id}` === id)?.label ??
    say(id.slice(id.indexOf(".") + 1), id.slice(id.indexOf(".") + 1));
  const inside = (core: Core): Label => {
    const ids = [...closure(core)].map(word);
    return { zh: ids.map((l) => l.zh).join("、"), en: ids.map((l) => l.en).join(", ") };
  };
  switch (part.op) {
    case "field":
      return word(`${part.form}.${part.field}`);
    case "attribute":
    case "codeIn":
    case "flag":
    case "textIs":
    case "date":
      return word(`${part.register}.${part.attribute}`);
    case "has":
      return word(`${part.register}.${part.membership}`);
    case "parameter":
      return word(part.parameter);
    case "at": {
      const [name, when] = [inside(part.argument), formatPeriod(movePeriod(question.period, part.move))];
      return say(`${when} 的${name.zh}`, `${name.en} of ${when}`);
    }
    case "among": {
      const of = TOTALS[part.aggregate.fn] ?? say("", "");
      const [what, set] = [
        part.aggregate.argument ? inside(part.aggregate.argument) : say("", ""),
        part.by.map((key) => word(`${part.aggregate.subject}.${key}`)),
      ];
      const [same, like] = [set.map((l) => l.zh).join("、"), set.map((l) => l.en).join(", ")];
      return say(
        `${same === "" ? "全部" : `同${same}`}${form.subject.label.zh}的${what.zh}${of.zh}`,
        `${of.en} of ${what.en} over ${same === "" ? "all" : `those of the same ${like}`}`,
      );
    }
    case "rank": {
      const name = inside(part.argument);
      return say(`${name.zh}的位次`, `rank by ${name.en}`);
    }
    case "gather":
    case "related":
    case "relatedIs":
    case "history":
      return inside(part);
  }
}

const isNumber = (part: Part): part is Extract<Part, NumberCore> => NUMBERS.some((op) => op === part.op);

/** Whether a part has no value here. */
export const isMissing = (part: Part, leaves: Leaves, question: Question): boolean =>
  isNumber(part)
    ? !evaluateNumber(part, leaves, question).value.ok
    : evaluateBoolean(part, leaves, question) === null;

/** Why a part has none, in words that follow its name. */
export function missingWords(part: Part): Label {
  switch (part.op) {
    case "field":
    case "at":
      return say("未填", "missing");
    case "parameter":
      return say("没有取值", "without a value");
    case "attribute":
    case "codeIn":
    case "has":
    case "flag":
    case "textIs":
    case "date":
      return say("未登记", "not registered");
    default:
      return say("算不出", "cannot be worked out");
  }
}

/** `营业收入 12 千元`: a part with its figure. */
export function partText(part: Part, wording: Wording, leaves: Leaves, question: Question): Label {
  const name = partName(part, wording, question);
  if (wording.hides(part, question.subject ?? ""))
    return say(`${name.zh}(不予显示)`, `${name.en} (not shown)`);
  if (isMissing(part, leaves, question)) {
    const why = missingWords(part);
    return say(`${name.zh} ${why.zh}`, `${name.en} ${why.en}`);
  }
  if (!isNumber(part)) {
    const holds = evaluateBoolean(part, leaves, question) === true;
    return say(`${name.zh}${holds ? "符合" : "不符合"}`, `${name.en} ${holds ? "fits" : "does not fit"}`);
  }
  const { value } = evaluateNumber(part, leaves, question);
  if (!value.ok) return name;
  const own = ownField(part, wording.form);
  const field = wording.form.fields.find((f) => f.id === own);
  const as = field ? counted(field) : { unit: part.type.unit.text, numeric: part.type.numeric };
  const shown = amount(value.value, as);
  return say(`${name.zh} ${shown.zh}`, `${name.en} ${shown.en}`);
}
