// Writes the second half of docs/glossary.md: every label of the definitions, with unit, formula and source.
// Usage: node tools/glossary.mjs [--check]; with --check it only says whether the file is up to date.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const FILE = "docs/glossary.md";
const MARK = "<!-- from the definitions: node tools/glossary.mjs -->";
const KINDS = {
  flow: "over the period",
  cumulative: "since January",
  stock: "at the period's end",
  mean: "mean of the period",
  rate: "rate",
};

const PARTS = { states: "state of a record", lists: "derived list", clocks: "clock" };

function* definitionFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    // scenarios say what else could be, and define nothing
    if (entry.isDirectory()) yield* entry.name === "scenarios" ? [] : definitionFiles(path);
    else if (entry.name.endsWith(".yaml")) yield path;
  }
}

const zh = (thing) => (typeof thing.label === "string" ? thing.label : (thing.label?.zh ?? thing.zh));
const en = (thing) => thing.label?.en ?? thing.en ?? "";
const wide = (text) => String(text).replaceAll("|", "\\|").replaceAll("\n", " ");

/** Rows [Chinese, identifier, English, definition, source] of one file's definitions. */
function* words(definitions) {
  for (const [id, it] of Object.entries(definitions.holders ?? {}))
    yield [zh(it), id, en(it), "holds figures", "holders"];
  for (const [id, it] of Object.entries(definitions.classifications ?? {}))
    yield [zh(it), id, en(it), `classification, edition ${it.edition}`, it.source];
  for (const [id, it] of Object.entries(definitions.registers ?? {})) {
    yield [zh(it), id, en(it), "register", it.basis];
    for (const [name, attribute] of Object.entries(it.attributes ?? {}))
      yield [zh(attribute), `${id}.${name}`, en(attribute), `attribute (${attribute.type})`, it.basis];
  }
  for (const [id, it] of Object.entries(definitions.memberships ?? {}))
    yield [zh(it), id, en(it), `signed list, counted ${it.count}`, (it.signed_by ?? []).join(", ")];
  for (const [id, it] of Object.entries(definitions.partitions ?? {}))
    yield [zh(it), id, en(it), `partition by ${it.attribute}`, it.register];
  for (const [id, it] of Object.entries(definitions.forms ?? {})) {
    yield [zh(it), id, en(it), `form, every ${it.every}${it.like ? `, like ${it.like}` : ""}`, it.basis];
    for (const [name, field] of Object.entries(it.fields ?? {}))
      yield [
        zh(field),
        `${id}.${name}`,
        en(field),
        `field in ${field.unit}, ${KINDS[field.as] ?? field.as}`,
        it.like ?? zh(it),
      ];
  }
  for (const [id, it] of Object.entries(definitions.parameters ?? {}))
    yield [zh(it), id, en(it), `parameter in ${it.unit}`, it.values?.[0]?.source ?? ""];
  for (const [id, it] of Object.entries(definitions.indicators ?? {}))
    yield [
      zh(it),
      id,
      en(it),
      it.formula ? `\`${it.formula}\` (${it.unit})` : `in ${it.unit}; held by ${it.holder}`,
      it.clause ? `clause ${it.clause}` : "",
    ];
  for (const [id, it] of Object.entries(definitions.assignments ?? {}))
    yield [zh(it), id, en(it), "assignment of targets", it.document.number];
  for (const [id, it] of Object.entries(definitions.calendars ?? {}))
    yield [zh(it), id, en(it), `calendar, ${it.from} to ${it.to}`, it.source];
  for (const [id, it] of Object.entries(definitions.roles ?? {}))
    yield [zh(it), id, en(it), `role, by ${it.scopes.join(", ")}`, "roles"];
  for (const [id, it] of Object.entries(definitions.procedures ?? {})) {
    yield [zh(it), id, en(it), `procedure of ${it.of}`, `clause ${it.clause}`];
    for (const part of ["states", "lists", "clocks"])
      for (const [name, inner] of Object.entries(it[part] ?? {}))
        yield [inner.zh, `${id}.${name}`, inner.en, PARTS[part], zh(it)];
  }
}

const seen = new Map();
for (const file of definitionFiles("decisions")) {
  for (const row of words(parse(readFileSync(file, "utf8")) ?? {})) {
    const key = `${row[0]}|${row[1]}`;
    // The sample city repeats words of the real one: the first definition read stands.
    if (!seen.has(key)) seen.set(key, row);
  }
}
const rows = [...seen.values()].toSorted((a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0));
const table = rows.map((r) => `| ${r.map(wide).join(" | ")} |`).join("\n");
const [written] = readFileSync(FILE, "utf8").split(MARK);
const next = `${written}${MARK}\n\n| 中文 | identifier | English | definition | source |\n| --- | --- | --- | --- | --- |\n${table}\n`;
if (process.argv.includes("--check")) {
  const same = readFileSync(FILE, "utf8") === next;
  if (!same) console.error(`${FILE} is behind the definitions: run node tools/glossary.mjs`);
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(FILE, next);
  console.log(`${FILE}: ${rows.length} words from the definitions`);
}
