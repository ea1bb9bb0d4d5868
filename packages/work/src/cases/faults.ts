/** What can be wrong with what is done to a case, said so that whoever did it can mend it. */
import type { Attribute, Batch, Gate, GateAnswer, Move, Procedure, Register } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import { formatDay, nearest } from "@lianzhang/kernel";
import { shown } from "../registers/fault.ts";
import type { CaseFault } from "./case.ts";

const fault = (
  code: string,
  field: string | null,
  found: string | null,
  expected: Label,
  hint: Label,
): CaseFault => ({ code, field, found: found === null ? null : shown(found), expected, hint });

export const noCase = (id: string): CaseFault =>
  fault(
    "LZ7402",
    null,
    id,
    { zh: "办理中的事项", en: "a case" },
    { zh: "从列表中重新打开", en: "open it again from the list" },
  );

export const noMove = (procedure: Procedure, from: string, to: string): CaseFault => {
  const ends = procedure.moves.filter((m) => m.from.includes(from)).map((m) => m.to);
  const names = (language: keyof Label): string =>
    ends.map((id) => procedure.states.get(id)?.label[language] ?? id).join("、");
  return fault(
    "LZ7403",
    "to",
    to,
    ends.length === 0
      ? { zh: "已办结,没有后续步骤", en: "no move: the case is closed" }
      : { zh: `以下之一:${names("zh")}`, en: `one of ${names("en")}` },
    { zh: "刷新后重新选择步骤", en: "reload and choose again" },
  );
};

const rolesText = (roles: readonly string[]): string => roles.join("、");

export const notMaker = (move: Move, forLeader: string | null): CaseFault =>
  fault(
    "LZ7404",
    "role",
    forLeader,
    {
      zh: `本事项范围内的经办角色:${rolesText(move.by)}${move.onBehalf ? "(允许代签)" : ""}`,
      en: `a post as ${move.by.join(", ")} whose scope covers the record${move.onBehalf ? ", own or of a leader" : ""}`,
    },
    {
      zh: "由该角色办理,或由安全管理员核对岗位范围",
      en: "let that role make it, or have the post's scope checked",
    },
  );

export const notSigner = (roles: readonly string[]): CaseFault =>
  fault(
    "LZ7404",
    "role",
    null,
    {
      zh: `尚未会签的角色:${rolesText(roles)},且不是提交人本人`,
      en: `a post as ${roles.join(", ")} whose scope covers the record, of another person than who made the move`,
    },
    { zh: "由该角色会签", en: "let that role sign" },
  );

const nameOf = (register: Register, field: string): Label => {
  const [owner, id] = field.split(".");
  const own = owner === register.id && id !== undefined ? register.attributes.get(id)?.label : undefined;
  return own ?? { zh: field, en: field };
};

/** A gate that does not hold, under the field to be filled in where it is one of the record's. */
export function gateFails(register: Register, gate: Gate, answer: GateAnswer): readonly CaseFault[] {
  if (answer.kind === "holds") return [];
  const lacking = answer.kind === "fails" ? answer.blank : answer.fields;
  const expected = gate.say ?? { zh: gate.text, en: gate.text };
  if (lacking.length === 0)
    return [
      fault("LZ7405", "gate", null, expected, {
        zh: "改正所依据的字段后再办理",
        en: "correct the fields it rests on first",
      }),
    ];
  return lacking.map((name) => {
    const label = nameOf(register, name);
    const own = name.startsWith(`${register.id}.`) ? name.slice(register.id.length + 1) : "gate";
    return fault("LZ7405", own, null, expected, { zh: `补填「${label.zh}」`, en: `fill in ${label.en}` });
  });
}

export const noEvidence = (procedure: Procedure, id: string): CaseFault => {
  const label = procedure.evidence.get(id)?.label ?? { zh: id, en: id };
  return fault("LZ7406", `evidence.${id}`, null, label, {
    zh: "补充该材料后再办理",
    en: "add it and make the move again",
  });
};

export const badEvidence = (id: string, found: string, expected: Label): CaseFault =>
  fault("LZ7407", `evidence.${id}`, found, expected, {
    zh: "更换后再提交",
    en: "replace it and send it again",
  });

export const unknownEvidence = (procedure: Procedure, id: string): CaseFault => {
  const near = nearest(id, procedure.evidence.keys());
  return fault(
    "LZ7407",
    `evidence.${id}`,
    id,
    { zh: `「${procedure.label.zh}」的材料`, en: `evidence of ${procedure.id}` },
    near === null
      ? { zh: "核对材料名", en: "check its name" }
      : { zh: `是否为「${near}」?`, en: `did you mean ${near}?` },
  );
};

export const noDocument = (
  part: "document" | "document.title" | "document.on",
  move: Move,
  found: string | null,
): CaseFault =>
  fault(
    "LZ7408",
    part,
    found,
    part === "document.on"
      ? { zh: "成文日期,如 2025-03-10", en: "the day of the document as 2025-03-10" }
      : part === "document.title"
        ? { zh: "文件标题", en: "the document's title" }
        : move.document === null
          ? { zh: "本步骤不出文", en: "no document at this step" }
          : {
              zh: `「${move.document.label.zh}」的文号、标题和日期`,
              en: `number, title and day of ${move.document.label.en}`,
            },
    { zh: "改正后再提交", en: "correct it and send it again" },
  );

export const badNumber = (pattern: string | null, found: string): CaseFault =>
  fault(
    "LZ7408",
    "document.number",
    found,
    pattern === null
      ? { zh: "非空的文号", en: "a number" }
      : { zh: `形如 ${pattern} 的文号`, en: `a number as ${pattern}` },
    { zh: "照文件核对文号", en: "compare with the document" },
  );

export const numberTaken = (label: string, number: string): CaseFault =>
  fault(
    "LZ7409",
    "document.number",
    number,
    { zh: `「${label}」尚未用过的文号`, en: `a number no other ${label} has` },
    {
      zh: "照文件核对文号;已登记的文件不重复登记",
      en: "compare with the document; one document is entered once",
    },
  );

export const noReason = (): CaseFault =>
  fault("LZ7410", "reason", null, { zh: "理由", en: "a reason" }, { zh: "写明理由", en: "say why" });

export const outOfBatch = (next: Batch | null): CaseFault =>
  fault(
    "LZ7411",
    "batch",
    null,
    { zh: "在申报窗口内办理", en: "a day in a window of applications" },
    next === null
      ? { zh: "暂无已公布的窗口", en: "no later window has been announced" }
      : {
          zh: `下一窗口「${next.label.zh}」${formatDay(next.opens)} 开始`,
          en: `the next window, ${next.label.en}, opens on ${formatDay(next.opens)}`,
        },
  );

export const waits = (): CaseFault =>
  fault(
    "LZ7412",
    null,
    null,
    { zh: "没有待会签步骤的事项", en: "a case without a move that waits for signatures" },
    { zh: "先完成、退回或撤回会签", en: "finish, return or take back that move first" },
  );

export const nothingWaits = (): CaseFault =>
  fault(
    "LZ7412",
    null,
    null,
    { zh: "待会签的步骤", en: "a move that waits for signatures" },
    { zh: "刷新后查看", en: "reload and look again" },
  );

export const notOwn = (): CaseFault =>
  fault(
    "LZ7404",
    "role",
    null,
    { zh: "提交人本人撤回", en: "whoever made the move" },
    { zh: "会签角色可以退回", en: "who is to sign can return it" },
  );

export const notAsked = (move: Move, field: string, attribute: Attribute | undefined): CaseFault =>
  fault(
    "LZ7413",
    field,
    attribute?.label.zh ?? field,
    move.asks.length === 0
      ? { zh: "本步骤不填字段", en: "no fields at this step" }
      : {
          zh: `本步骤填写的字段:${move.asks.join("、")}`,
          en: `fields of this step: ${move.asks.join(", ")}`,
        },
    { zh: "其他字段在登记册中更改", en: "other fields are changed in the register" },
  );

export const noState = (procedure: Procedure, state: string): CaseFault => {
  const near = nearest(state, procedure.states.keys());
  return fault(
    "LZ7403",
    "state",
    state,
    { zh: `「${procedure.label.zh}」的环节`, en: `a state of ${procedure.id}` },
    near === null
      ? { zh: "核对环节名", en: "check its name" }
      : { zh: `是否为「${near}」?`, en: `did you mean ${near}?` },
  );
};

export const calendarEnds = (beyond: string): CaseFault =>
  fault(
    "LZ7414",
    "clock",
    beyond,
    { zh: "工作日历已公布的日期", en: "days the calendar of working days reaches" },
    { zh: "补充工作日历,或按逾期查询", en: "add the year to the calendar, or ask for what is overdue" },
  );

export const noRecordOf = (procedure: Procedure, found: string): CaseFault =>
  fault(
    "LZ7310",
    null,
    found,
    { zh: `「${procedure.label.zh}」登记册中的记录`, en: `a record of ${procedure.of}` },
    { zh: "先登记,或改正代码", en: "enter it first, or correct the code" },
  );

export const notInScope = (): CaseFault =>
  fault(
    "LZ7404",
    "role",
    null,
    {
      zh: "本流程经办或会签角色,且范围覆盖该事项",
      en: "a post that makes or signs moves here and covers the record",
    },
    { zh: "由经办人补充", en: "let whoever handles it give it" },
  );

export const noEvidenceEntry = (id: string): CaseFault =>
  fault(
    "LZ7415",
    "evidence",
    id,
    { zh: "本人提交且未撤下的材料", en: "evidence that you gave and that still stands" },
    { zh: "刷新后查看;他人提交的由其本人撤下", en: "reload; what others gave they take back themselves" },
  );
