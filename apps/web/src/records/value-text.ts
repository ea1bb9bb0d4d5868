/** A value of a record as people read it. Pure. */
import type { RecordAnswer, RegisterField } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import { print, parseDecimal } from "../lib/decimal.ts";
import { unitText } from "../lib/unit.ts";

const YES = { zh: "是", en: "yes" } as const;
const NO = { zh: "否", en: "no" } as const;

/** `names` has what links point at. A value that is not there is "". */
export function valueText(
  field: RegisterField,
  value: string | null | undefined,
  names: RecordAnswer["names"],
  language: Language,
): string {
  if (value === null || value === undefined || value === "") return "";
  const { type } = field;
  switch (type.kind) {
    case "boolean":
      return (value === "1" ? YES : NO)[language];
    case "code":
      return type.codes.find((c) => c.code === value)?.label[language] ?? value;
    case "subject":
      return names[type.register]?.[value] ?? value;
    case "number": {
      const decimal = parseDecimal(value);
      const digits = decimal === null ? value : print(decimal, false);
      const unit = unitText(type.unit, language);
      return unit === "" || unit === "1" ? digits : `${digits}\u2009${unit}`;
    }
    case "text":
    case "date":
      return value;
  }
}

/** The label of a field with its unit, as heads and forms have it. */
export const fieldUnit = ({ type }: RegisterField, language: Language): string =>
  type.kind === "number" && type.unit !== "1" ? unitText(type.unit, language) : "";
