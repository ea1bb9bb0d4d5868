/** Whether the names and formats of a template mean something: every finding says where and what the nearest name is. */
import type { Diagnostic } from "@lianzhang/kernel";
import type { Block, Item, Token, Value } from "./compile.ts";
import { FORMAT_NAMES, formatFits, isFormat } from "./figure-text.ts";
import { finding } from "./finding.ts";
import type { Meaning, NameTable } from "./names.ts";
import { meaningOf, nearestName } from "./names.ts";

export function checkItems(items: readonly Item[], scopes: readonly NameTable[]): Diagnostic[] {
  return items.flatMap((item) =>
    item.kind === "value" ? checkValue(item, scopes) : checkBlock(item, scopes),
  );
}

function unknownName(token: Token, name: string, scopes: readonly NameTable[]): Diagnostic {
  const near = nearestName(name, scopes);
  return finding(
    "LZ9010",
    token.at,
    { zh: `没有“${name}”这个名称`, en: `there is no name “${name}”` },
    near === null
      ? { zh: "可用的名称见 docs/documents.md", en: "docs/documents.md lists the names" }
      : { zh: `是否为“${near}”?`, en: `did you mean “${near}”?` },
  );
}

const KINDS: Readonly<Record<Meaning["kind"], { readonly zh: string; readonly en: string }>> = {
  figure: { zh: "数", en: "a figure" },
  text: { zh: "文字", en: "a text" },
  note: { zh: "说明", en: "a note" },
  row: { zh: "循环内的文字", en: "a text of a loop" },
  list: { zh: "列表", en: "a list" },
};

const otherKind = (
  token: Token,
  name: string,
  meaning: Meaning,
  expected: Diagnostic["zh"] & object,
): Diagnostic =>
  finding(
    "LZ9013",
    token.at,
    { zh: `“${name}”是${KINDS[meaning.kind].zh}`, en: `“${name}” is ${KINDS[meaning.kind].en}` },
    { zh: expected.message, en: expected.hint ?? "" },
  );

function checkValue({ token, marker }: Value, scopes: readonly NameTable[]): Diagnostic[] {
  const meaning = meaningOf(marker.name, scopes);
  if (meaning === null) return [unknownName(token, marker.name, scopes)];
  if (meaning.kind === "list")
    return [
      otherKind(token, marker.name, meaning, {
        message: `写成 {{#${marker.name}}} … {{/${marker.name}}}`,
        hint: `write {{#${marker.name}}} … {{/${marker.name}}}`,
      }),
    ];
  return marker.formats.flatMap((format) => checkFormat(token, format, meaning));
}

function checkFormat(token: Token, format: string, meaning: Meaning): Diagnostic[] {
  if (!isFormat(format))
    return [
      finding(
        "LZ9011",
        token.at,
        { zh: `没有“${format}”这种格式`, en: `there is no format “${format}”` },
        { zh: `可用:${FORMAT_NAMES.join("、")}`, en: `there are ${FORMAT_NAMES.join(", ")}` },
      ),
    ];
  if (meaning.kind !== "figure")
    return [
      finding(
        "LZ9012",
        token.at,
        { zh: `“${token.text}”是文字,没有格式`, en: `“${token.text}” is a text and takes no format` },
        { zh: `去掉“|${format}”`, en: `leave out “|${format}”` },
      ),
    ];
  if (meaning.unit === null || formatFits(format, meaning.unit)) return [];
  return [
    finding(
      "LZ9012",
      token.at,
      {
        zh: `“${token.text}”的单位是${meaning.unit || "1"},不能写成“${format}”`,
        en: `“${token.text}” is in ${meaning.unit || "1"} and cannot be written as “${format}”`,
      },
      { zh: "改用其他格式", en: "use another format" },
    ),
  ];
}

function checkBlock(block: Block, scopes: readonly NameTable[]): Diagnostic[] {
  const { marker, open } = block;
  const meaning = meaningOf(marker.name, scopes);
  if (meaning === null)
    // What stands inside can only be judged when the list is known.
    return [
      unknownName(open, marker.name, scopes),
      ...(marker.kind === "loop" ? [] : checkItems(block.inside, scopes)),
    ];
  if (marker.kind === "loop") {
    if (meaning.kind !== "list")
      return [
        otherKind(open, marker.name, meaning, {
          message: `写成 {{${marker.name}}},循环只用于列表`,
          hint: `write {{${marker.name}}}; only lists repeat`,
        }),
      ];
    return checkItems(block.inside, [...scopes, meaning.inside]);
  }
  const inside = checkItems(block.inside, scopes);
  if (marker.test.kind === "compare" && meaning.kind !== "figure")
    return [
      otherKind(open, marker.name, meaning, {
        message: "只有数可以比较大小",
        hint: "only figures are compared",
      }),
      ...inside,
    ];
  return inside;
}
