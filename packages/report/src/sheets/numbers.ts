/** A figure as the text of a number cell: exact in its unit, rounded once, half away from zero. */
import { readUnit } from "@lianzhang/intake";
import type { Label, MissingReason, Rational, Unit } from "@lianzhang/kernel";
import {
  conversion,
  isDimensionless,
  multiply,
  parseUnit,
  rational,
  RATIO_ONE,
  rationalText,
  unitFits,
} from "@lianzhang/kernel";
import type { SheetNote } from "./note.ts";
import { say } from "./note.ts";
import type { CellFormat } from "./styles.ts";
import type { Wanted } from "./wanted.ts";

/** A figure for one mapped cell. The integer stands as text, so that JSON keeps all its digits. */
export type CellValue =
  | {
      readonly kind: "value";
      /** `exact`: minor units (分); `ratio`: 10^-8 of `unit`. */
      readonly value: string;
      readonly numeric: "exact" | "ratio";
      readonly unit: string;
      /** Of a ratio in its own unit, where neither a person nor the format of the cell says; absent: all it has. */
      readonly decimals?: number;
      /** What leads back to clause, formula, file and row. */
      readonly trace: string | null;
    }
  | {
      readonly kind: "missing";
      readonly reason: MissingReason;
      /** Who holds the figure. */
      readonly holder: Label | null;
    };

export type CellText =
  | { readonly ok: true; readonly text: string; readonly digits: number }
  | { readonly ok: false; readonly code: SheetNote["code"]; readonly message: Label; readonly hint: Label };

const refused = (code: SheetNote["code"], message: Label, hint: Label): CellText => ({
  ok: false,
  code,
  message,
  hint,
});

/** The figure in the unit, exactly; the unit must fit. */
function inUnit(value: bigint, numeric: "exact" | "ratio", own: Unit, unit: Unit): Rational {
  if (numeric === "exact") return rational(value * unit.toMinor.den, unit.toMinor.num);
  return multiply(rational(value, RATIO_ONE), conversion(own, unit));
}

/** No zeros at the end: `12.50` is `12.5`. */
const shortest = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") || "0" : text);

/** The text that a number cell of this format holds for a figure. */
export function cellText(
  { value, numeric, unit, decimals: usual }: Extract<CellValue, { kind: "value" }>,
  want: Pick<Wanted, "unit" | "decimals">,
  format: CellFormat,
): CellText {
  const [own, asked] = [parseUnit(unit), readUnit(want.unit)];
  if (!/^-?\d{1,40}$/.test(value) || !own.ok)
    return refused(
      "LZ9126",
      say(`“${value} ${unit}”不是可以写入的数`, `“${value} ${unit}” is no figure that can be written`),
      say("核对指标定义", "check the definition of the figure"),
    );
  if (asked === null || !unitFits(asked, own.unit))
    return refused(
      "LZ9126",
      say(`单位${unit}不能换算为${want.unit}`, `${unit} cannot be converted to ${want.unit}`),
      say("重新选择指标或单位", "choose another figure or unit"),
    );
  const exact = inUnit(BigInt(value), numeric, own.unit, asked);
  const decimals =
    want.decimals ?? format.decimals ?? (numeric === "ratio" && want.unit === unit ? (usual ?? null) : null);
  if (format.show === "percent") {
    if (!isDimensionless(asked.dimension)) return wrongFormat(want.unit);
    // The format shows a hundred times what is stored; decimals are those a person sees.
    const stored = multiply(exact, asked.toMinor);
    return written(rationalText(stored, decimals === null ? undefined : decimals + 2));
  }
  if (format.scale !== 1)
    return refused(
      "LZ9125",
      say("单元格格式把数缩小显示(如以万显示)", "the format of the cell shows the figure divided"),
      say("把格式改为普通数值,单位写在表头", "make it a plain number and write the unit in the head"),
    );
  if (format.show !== "number" && format.show !== "text") return wrongFormat(want.unit);
  return written(rationalText(exact, decimals ?? undefined));
}

const wrongFormat = (unit: string): CellText =>
  refused(
    "LZ9125",
    say(
      `单元格的格式不能显示以${unit}为单位的数`,
      `the format of the cell does not show a figure in ${unit}`,
    ),
    say("改为数值格式", "make it a number format"),
  );

function written(text: string): CellText {
  const short = shortest(text);
  return {
    ok: true,
    text: short === "-0" ? "0" : short,
    digits: short.replace(/^-?0*\.?0*|[-.]/g, "").length,
  };
}
