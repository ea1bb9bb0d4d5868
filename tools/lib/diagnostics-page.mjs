// docs/diagnostics.md, from the catalogues of the packages.

const AREAS = [
  ["LZ1", "The formula language", "公式"],
  ["LZ2", "Definitions", "定义"],
  ["LZ3", "Lint of the plan", "规划核对"],
  ["LZ4", "Data folders and the store", "数据目录与存储"],
  ["LZ5", "Computing", "计算"],
  ["LZ6", "Server and start", "服务与启动"],
  ["LZ7", "People: database, audit chain, sign-in", "工作库、审计链与登录"],
  ["LZ8", "What comes in: reading and checks", "报送文件的识别与审核"],
  ["LZ9", "What goes out: documents and tables", "文书与表格"],
];

const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** The page as text. Codes are stable: a code that is given up is never used again. */
export function diagnosticsPage(entries, chinese) {
  const sorted = [...entries].sort((a, b) => (a.code < b.code ? -1 : 1));
  const lines = [
    "# Diagnostics",
    "",
    "Every message has a stable code, a severity, a place (`file:line:column`, or sheet, row and column), what was",
    "found, what was expected, and what to do; with `--lang zh` its title and advice stand in Chinese. Written by `node tools/diagnostics.mjs` from the catalogues of the",
    "packages; a test fails when the two differ.",
  ];
  for (const [prefix, en, zh] of AREAS) {
    const own = sorted.filter((entry) => entry.code.startsWith(prefix));
    if (own.length === 0) continue;
    lines.push("", `## ${prefix}xxx: ${en} (${zh})`, "");
    lines.push(
      "| code | severity | what is wrong | for example | what to do | 问题 | 处理 |",
      "|---|---|---|---|---|---|---|",
    );
    for (const e of own) {
      const zh = chinese[e.code] ?? { title: "", mend: "" };
      const cells = [e.code, e.severity, e.title, e.example, e.mend, zh.title, zh.mend];
      lines.push(`| ${cells.map(cell).join(" | ")} |`);
    }
  }
  return `${lines.join("\n")}\n`;
}
