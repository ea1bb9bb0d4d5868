/** What is refused because of who asks. */
import type { Capability, HiddenField, Register, RowDeed } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import { WorkError } from "../errors.ts";
import type { Complaint } from "../registers/fault.ts";

const DEEDS: Readonly<Record<RowDeed, Label>> = {
  read: { zh: "查看", en: "see" },
  open: { zh: "新增", en: "enter" },
  change: { zh: "更改", en: "change" },
  close: { zh: "终止", en: "close" },
  import: { zh: "导入", en: "import" },
  export: { zh: "导出", en: "export" },
  correct: { zh: "更正", en: "correct" },
  transfer: { zh: "移出", en: "give to another" },
};

const ASK: Label = {
  zh: "请记录归属单位办理,或请安全保密管理员调整岗位范围",
  en: "ask the office whose record it is, or security administration for the scope",
};

/** The record is not among those the viewer's posts let change. */
export const notYours = (register: Register, deed: RowDeed, code: string): Complaint => ({
  code: "LZ7201",
  field: null,
  found: code,
  expected: {
    zh: `本岗位可${DEEDS[deed].zh}的「${register.label.zh}」记录`,
    en: `a record of ${register.id} that your posts may ${DEEDS[deed].en}`,
  },
  hint: ASK,
});

/** The change would take the record out of what the viewer's posts let change. */
export const movedOut = (register: Register, code: string): Complaint => ({
  code: "LZ7201",
  field: null,
  found: code,
  expected: {
    zh: `更改后仍在本岗位范围内的「${register.label.zh}」记录`,
    en: `a record of ${register.id} that is still within your posts after it`,
  },
  hint: ASK,
});

const INSTEAD = ({ instead }: HiddenField): Label =>
  instead === null
    ? { zh: "不用该字段", en: "leave the field out" }
    : { zh: `改用「${instead}」`, en: `use ${instead}` };

/** A list, a table or a change rests on a field that the viewer does not see in every row. */
export const hiddenField = (hidden: HiddenField): Complaint => ({
  code: "LZ7202",
  field: hidden.field,
  found: null,
  expected: { zh: "本岗位可见的字段", en: "a field your posts see" },
  hint: INSTEAD(hidden),
});

/** Throws nothing by itself: what is not among the capabilities of the viewer's posts. */
export const notAllowed = (name: string, what: Capability): WorkError =>
  new WorkError(
    "LZ7203",
    { zh: `${name} 的岗位没有权限 ${what}`, en: `no post of ${name} may do this: ${what}` },
    { zh: "请安全保密管理员设置有此权限的岗位", en: "ask security administration for a post that may" },
  );
