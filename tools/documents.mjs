// Writes the tables of docs/documents.md from packages/report: npm run build:node && node tools/documents.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { documentNames, END, START } from "./lib/document-names.mjs";

const FILE = "docs/documents.md";
const page = readFileSync(FILE, "utf8");
const [start, end] = [page.indexOf(START), page.indexOf(END)];
if (start < 0 || end < start) throw new Error(`${FILE} has lost the marks of its tables`);
writeFileSync(FILE, `${page.slice(0, start + START.length)}\n\n${documentNames()}\n${page.slice(end)}`);
