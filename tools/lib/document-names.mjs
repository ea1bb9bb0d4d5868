// The tables of docs/documents.md: formats, and the names of every kind of document, from packages/report.
import { DOCUMENT_KINDS, FORMATS, NOTES, ROW_NAMES } from "@lianzhang/report";

export const START = "<!-- names: written by tools/documents.mjs -->";
export const END = "<!-- end of names -->";

const table = (heads, rows) =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const inline = (text) => `\`${text}\``;

/** The block between the marks. */
export function documentNames() {
  const parts = [
    "### 格式",
    table(
      ["写法", "意思"],
      Object.entries(FORMATS).map(([name, { says }]) => [
        inline(`{{名\u2223${name}}}`).replace("\u2223", "\\|"),
        says,
      ]),
    ),
    "### 各类文书都有的说明",
    table(
      ["名称", "内容"],
      [
        ...Object.entries(NOTES),
        ...Object.entries(ROW_NAMES).map(([name, says]) => [name, `循环内:${says}`]),
      ].map(([name, says]) => [inline(name), says]),
    ),
  ];
  for (const kind of DOCUMENT_KINDS) {
    parts.push(`### ${kind.label.zh}(\`${kind.template}\`)${kind.onePage ? ",须为一页" : ""}`);
    const rows = [
      ...kind.figures.map((f) => [inline(f.name), "数", f.unit || "随数据", f.says]),
      ...kind.texts.map((t) => [inline(t.name), "文字", "", t.says]),
      ...kind.drafted.map((t) => [inline(t.name), "规则起草", "", t.says]),
    ];
    for (const list of kind.lists) {
      rows.push([inline(`#${list.name}`), "列表", "", list.says]);
      for (const t of list.texts) rows.push([`└ ${inline(t.name)}`, "文字", "", t.says]);
      for (const f of list.figures) rows.push([`└ ${inline(f.name)}`, "数", f.unit || "随数据", f.says]);
    }
    parts.push(table(["名称", "种类", "单位", "内容"], rows));
  }
  return `${parts.join("\n\n")}\n`;
}
