/** What filling and refreshing a Word document can report. */
import type { CatalogueEntry, Severity } from "@lianzhang/kernel";

const entry = (
  code: string,
  severity: Severity,
  title: string,
  example: string,
  mend: string,
): CatalogueEntry => ({ code, severity, title, example, mend });

export const documentsCatalogue: readonly CatalogueEntry[] = [
  entry("LZ9001", "error", "Not a Word document", "a .doc renamed .docx", "save it as .docx in WPS or Word"),
  entry(
    "LZ9002",
    "error",
    "More than is read",
    "a docx that unpacks to gigabytes",
    "take out large pictures",
  ),
  entry("LZ9003", "error", "A part of the document cannot be read", "<w:p> without its end", "save it again"),
  entry("LZ9004", "error", "A document with a password", "encrypted by WPS", "save it without a password"),
  entry(
    "LZ9005",
    "error",
    "A document with macros",
    "a docm renamed docx",
    "save it as .docx without macros",
  ),
  entry(
    "LZ9010",
    "error",
    "An unknown name in a marker",
    "{{工业总产值增数}}",
    "use a name of docs/documents.md",
  ),
  entry(
    "LZ9011",
    "error",
    "An unknown format in a marker",
    "{{增速|百分}}",
    "use a format of docs/documents.md",
  ),
  entry("LZ9012", "error", "A format that does not fit", "{{产值|百分数}} of 亿元", "use another format"),
  entry(
    "LZ9013",
    "error",
    "A name of another kind",
    "{{#工业总产值}}: a figure where a list is expected",
    "figures and texts stand in {{名}}, lists in {{#名}} … {{/名}}",
  ),
  entry("LZ9014", "error", "A marker that is not closed", "{{工业总产值", "write }} in the same paragraph"),
  entry(
    "LZ9015",
    "error",
    "A loop or condition without its other end",
    "{{#拉动前五}} without {{/拉动前五}}",
    "write both ends with one name",
  ),
  entry(
    "LZ9016",
    "error",
    "A loop or condition that cuts through a table",
    "{{#名}} in a table, {{/名}} below it",
    "put both ends into one paragraph, into rows of one table, or into paragraphs of their own",
  ),
  entry(
    "LZ9017",
    "error",
    "Text beside the end of a loop over paragraphs",
    "注:{{#拉动前五}}",
    "give the marker a paragraph of its own",
  ),
  entry("LZ9018", "error", "A marker that says nothing", "{{}}", "write a name"),
  entry(
    "LZ9020",
    "error",
    "Data that a document cannot carry",
    "a trace id of 40 characters",
    "mend the program",
  ),
  entry(
    "LZ9030",
    "error",
    "A document without figures of ours",
    "copied as plain text into a new file",
    "make the document anew, or refresh the file that was made here",
  ),
  entry(
    "LZ9031",
    "error",
    "A document of other data",
    "a 督办通知单 chosen for the data of a 运行分析",
    "choose the document that was made from them",
  ),
];
