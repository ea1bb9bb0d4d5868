/** One attribute as people write it, in a form or a cell, to the value that is kept. */
import type { Attribute, AttributeType, Model } from "@lianzhang/definitions";
import { codeReader, numberColumn } from "@lianzhang/definitions";

import type { Label, NumberColumn } from "@lianzhang/kernel";
import { decimalText, fold, formatDay, nearest, readBoolean, readCell, readDay } from "@lianzhang/kernel";
import type { Complaint } from "./fault.ts";
import { shown, UNKEEPABLE } from "./fault.ts";
import type { Value } from "./record.ts";

type NumberOf = Extract<AttributeType, { readonly kind: "number" }>["type"];

export type ValueReading =
  | { readonly ok: true; readonly value: Value | null }
  | { readonly ok: false; readonly complaint: Complaint };

/** What a form sends: a text as typed, yes or no, or null for nothing. */
export type Written = string | boolean | null;

const BLANK = new Set(["", "-", "—", "…", "***", "不适用"]);
const kept = (value: Value | null): ValueReading => ({ ok: true, value });

const wrong = (code: string, field: string, found: string, expected: Label, hint: Label): ValueReading => ({
  ok: false,
  complaint: { code, field, found, expected, hint },
});

const DAY: Label = { zh: "日期,如 2025-03-10", en: "a day as 2025-03-10" };
const YES_OR_NO: Label = { zh: "是或否(1 或 0)", en: "yes or no (1 or 0, 是 or 否)" };
const CORRECT: Label = { zh: "改正后再提交", en: "correct it and send it again" };

function readText(field: string, text: string): ValueReading {
  const trimmed = text.trim();
  if (!UNKEEPABLE.test(trimmed)) return kept(trimmed === "" ? null : trimmed);
  const expected = { zh: "可保存的文字", en: "text without characters that cannot be kept" };
  return wrong("LZ7301", field, shown(trimmed), expected, CORRECT);
}

function readCodeOf(model: Model, field: string, classification: string, text: string): ValueReading {
  const found = model.classifications.get(classification);
  const code = codeReader(found)(text);
  if (code !== null || BLANK.has(fold(text))) return kept(code);
  const names = (found?.codes ?? []).flatMap((c) => [c.code, c.label.zh, c.label.en]);
  const near = nearest(text.trim(), names);
  const expected = {
    zh: `「${found?.label.zh ?? classification}」中的代码或名称`,
    en: `a code or label of ${classification}`,
  };
  const hint =
    near === null
      ? { zh: "从清单中选取", en: "choose one of the list" }
      : { zh: `是否为「${near}」?`, en: `did you mean 「${near}」?` };
  return wrong("LZ7302", field, shown(text), expected, hint);
}

/** Whether the kept amount comes back from its own unit's text: 1 亩 is 666.66... 平方米. */
function writable(type: NumberOf, value: bigint): boolean {
  const back = readCell(decimalText(value, type), numberColumn(type, type.unit, type.unit));
  return back.kind === "value" && back.value === value;
}

function readNumber(field: string, type: NumberOf, text: string, column: NumberColumn | null): ValueReading {
  const how = column ?? numberColumn(type, type.unit, type.unit);
  const cell = readCell(text, how);
  if (cell.kind === "value" && !writable(type, cell.value)) {
    const unit = type.unit.text;
    const expected = {
      zh: `能以${unit}写尽的数`,
      en: `an amount that can be written in ${unit} to the last digit`,
    };
    return wrong("LZ7303", field, text, expected, { zh: `以${unit}填报`, en: `give it in ${unit}` });
  }
  if (cell.kind === "value") return kept(String(cell.value));
  if (cell.kind === "missing") return kept(null);
  if (cell.code === "LZ4020")
    return wrong("LZ7301", field, text, { zh: `以${how.unit}计的数`, en: cell.expected }, CORRECT);
  const expected = { zh: `${how.unit}能精确保存的数(至多 18 位)`, en: cell.expected };
  const hint = { zh: "减少小数位数或改用更大的单位", en: "write fewer digits, or use a larger unit" };
  return wrong("LZ7303", field, text, expected, hint);
}

const readOr = (read: Value | null, field: string, text: string, expected: Label): ValueReading =>
  read !== null || BLANK.has(fold(text)) ? kept(read) : wrong("LZ7301", field, text, expected, CORRECT);

function readDate(field: string, text: string): ValueReading {
  const day = readDay(text);
  return readOr(day === null ? null : formatDay(day), field, text, DAY);
}

/**
 * Reads one attribute. Blanks and the marks for none (-, …, 不适用) are null. `column`: the unit of an imported column;
 * without it a number is in the attribute's own unit.
 */
export function readValue(
  model: Model,
  attribute: Attribute,
  written: Written,
  column: NumberColumn | null = null,
): ValueReading {
  if (written === null) return kept(null);
  const { id, type } = attribute;
  const text = String(written);
  switch (type.kind) {
    case "boolean":
      return readOr(typeof written === "boolean" ? written : readBoolean(written), id, text, YES_OR_NO);
    case "number":
      return readNumber(id, type.type, text, column);
    case "code":
      return readCodeOf(model, id, type.classification, text);
    case "date":
      return readDate(id, text);
    case "subject":
    case "text":
      return readText(id, text);
  }
}
