/**
 * Reads the markers of a story: cuts the runs so that each stands in one of its own (Word splits runs in the middle of a
 * marker), pairs the ends of loops and conditions, and says where they may not stand.
 */
import type { Diagnostic } from "@lianzhang/kernel";
import type { At } from "./finding.ts";
import { finding } from "./finding.ts";
import type { Marker } from "./marker.ts";
import { readMarker, spansOf } from "./marker.ts";
import type { Document, Element } from "./ooxml/xml.ts";
import { aboveW, childrenW, descendants, isElement, isW, makeText, remove } from "./ooxml/xml.ts";
import { cutAt, runLike, runsBetween, visibleText } from "./ooxml/runs.ts";

/** On a run: the number of its marker. Taken off again when the marker is filled. */
export const MARK_ATTRIBUTE = "lianzhang-marker";

export interface Token {
  readonly id: number;
  readonly marker: Marker;
  readonly text: string;
  readonly run: Element;
  readonly paragraph: Element;
  /** Nothing else stands in its paragraph. */
  readonly alone: boolean;
  readonly at: At;
}

/** How far a loop or condition reaches: runs of a paragraph, rows of a table, or whole paragraphs and tables. */
export type Level = "inline" | "rows" | "blocks";

export interface Value {
  readonly kind: "value";
  readonly token: Token;
  readonly marker: Extract<Marker, { kind: "value" }>;
}
export interface Block {
  readonly kind: "block";
  readonly open: Token;
  readonly close: Token;
  readonly marker: Extract<Marker, { kind: "loop" | "condition" }>;
  readonly level: Level;
  readonly inside: readonly Item[];
}
export type Item = Value | Block;

export interface Compiled {
  readonly items: readonly Item[];
  readonly findings: readonly Diagnostic[];
}

/** The place of a paragraph as a person counts: in its table, or down the page. */
function placeWords(paragraph: Element, number: number, tables: readonly Element[]): At["words"] {
  const cell = aboveW(paragraph, "tc");
  const row = cell === null ? null : aboveW(cell, "tr");
  const table = row === null ? null : aboveW(row, "tbl");
  if (cell === null || row === null || table === null)
    return { zh: `第${number}段`, en: `paragraph ${number}` };
  const [t, r, c] = [
    tables.indexOf(table) + 1,
    childrenW(table, "tr").indexOf(row) + 1,
    childrenW(row, "tc").indexOf(cell) + 1,
  ];
  return { zh: `表${t}第${r}行第${c}列`, en: `table ${t}, row ${r}, column ${c}` };
}

/** Every marker of a story, in order, each in a run of its own. */
function tokensOf(document: Document, file: string, findings: Diagnostic[]): Token[] {
  const tokens: Token[] = [];
  const paragraphs = [...descendants(document)].filter((e) => isW(e, "p"));
  const tables = [...descendants(document)].filter((e) => isW(e, "tbl"));
  for (const [i, paragraph] of paragraphs.entries()) {
    const text = visibleText(paragraph);
    const { spans, open } = spansOf(text);
    const at = (column: number): At => ({
      file,
      paragraph: i + 1,
      column: column + 1,
      words: placeWords(paragraph, i + 1, tables),
    });
    for (const place of open)
      findings.push(
        finding(
          "LZ9014",
          at(place),
          {
            zh: `“${text.slice(place, place + 20)}”没有结束`,
            en: `“${text.slice(place, place + 20)}” is not closed`,
          },
          { zh: "在同一段内写上 }}", en: "write }} in the same paragraph" },
        ),
      );
    const alone = spans.length === 1 && text.trim() === text.slice(spans[0]?.start, spans[0]?.end);
    for (const span of spans) {
      const marker = readMarker(span.inside);
      if (marker === null) {
        findings.push(
          finding(
            "LZ9018",
            at(span.start),
            { zh: `标记“${span.text}”是空的`, en: `the marker “${span.text}” says nothing` },
            { zh: "写上名称", en: "write a name" },
          ),
        );
        continue;
      }
      const run = isolate(paragraph, span.start, span.end, span.text);
      if (run === null) continue;
      run.setAttribute(MARK_ATTRIBUTE, String(tokens.length));
      tokens.push({
        id: tokens.length,
        marker,
        text: span.text,
        run,
        paragraph,
        alone,
        at: at(span.start),
      });
    }
  }
  return tokens;
}

/** The one run that holds a marker, whatever it was split into. Its length stays, so later places hold. */
function isolate(paragraph: Element, start: number, end: number, text: string): Element | null {
  cutAt(paragraph, start);
  cutAt(paragraph, end);
  const [first, ...others] = runsBetween(paragraph, start, end);
  if (first === undefined) return null;
  const document = first.ownerDocument;
  if (document === null) return null;
  const made = runLike(first);
  made.appendChild(makeText(document, text));
  first.parentNode?.insertBefore(made, first);
  for (const run of [first, ...others]) remove(run);
  return made;
}

const ancestors = (element: Element): Element[] => {
  const found: Element[] = [];
  for (let at = element.parentNode; isElement(at); at = at.parentNode) found.push(at);
  return found;
};

/** The level at which two ends meet, or what is wrong with where they stand. */
function levelOf(open: Token, close: Token): Level | "LZ9016" | "LZ9017" {
  if (open.paragraph === close.paragraph)
    return open.run.parentNode === close.run.parentNode ? "inline" : "LZ9016";
  const above = new Set(ancestors(close.run));
  const meeting = ancestors(open.run).find((element) => above.has(element)) ?? null;
  if (isW(meeting, "tr", "tbl")) return "rows";
  if (open.paragraph.parentNode !== close.paragraph.parentNode) return "LZ9016";
  return open.alone && close.alone ? "blocks" : "LZ9017";
}

const unmatched = (token: Token, other: string): Diagnostic =>
  finding(
    "LZ9015",
    token.at,
    { zh: `“${token.text}”缺少“${other}”`, en: `“${token.text}” has no “${other}”` },
    { zh: "两端都写,名称相同", en: "write both ends with one name" },
  );

interface Open {
  readonly token: Token;
  readonly marker: Extract<Marker, { kind: "loop" | "condition" }>;
  readonly inside: Item[];
}

export function compile(document: Document, file: string): Compiled {
  const findings: Diagnostic[] = [];
  const items: Item[] = [];
  const stack: Open[] = [];
  for (const token of tokensOf(document, file, findings)) {
    const { marker } = token;
    const into = stack.at(-1)?.inside ?? items;
    if (marker.kind === "value") into.push({ kind: "value", token, marker });
    else if (marker.kind !== "end") stack.push({ token, marker, inside: [] });
    else {
      const open = stack.at(-1);
      if (open?.marker.name !== marker.name) {
        findings.push(unmatched(token, `{{#${marker.name}}}`));
        continue;
      }
      stack.pop();
      const level = levelOf(open.token, token);
      if (level === "LZ9016" || level === "LZ9017") findings.push(misplaced(level, open.token, token));
      else
        (stack.at(-1)?.inside ?? items).push({
          kind: "block",
          open: open.token,
          close: token,
          marker: open.marker,
          level,
          inside: open.inside,
        });
    }
  }
  for (const { token, marker } of stack) findings.push(unmatched(token, `{{/${marker.name}}}`));
  return { items, findings };
}

function misplaced(code: "LZ9016" | "LZ9017", open: Token, close: Token): Diagnostic {
  if (code === "LZ9016")
    return finding(
      code,
      open.at,
      {
        zh: `“${open.text}”与“${close.text}”(${close.at.words.zh})横跨表格内外`,
        en: `“${open.text}” and “${close.text}” (${close.at.words.en}) cut through a table`,
      },
      {
        zh: "两端放在同一段、同一表格的行内,或各占一段",
        en: "put both into one paragraph, into rows of one table, or into paragraphs of their own",
      },
    );
  return finding(
    code,
    open.alone ? close.at : open.at,
    {
      zh: `“${(open.alone ? close : open).text}”旁有文字`,
      en: `there is text beside “${(open.alone ? close : open).text}”`,
    },
    { zh: "标记单独成段", en: "give the marker a paragraph of its own" },
  );
}
