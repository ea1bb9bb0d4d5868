/** The kinds of documents: which template of the decision folder each is filled from, and the names it may use. */
import type { Label } from "@lianzhang/kernel";
import { foldName } from "../marker.ts";
import type { NameTable } from "../names.ts";

/** A name that data of a kind always has. */
export interface NameOf {
  readonly name: string;
  readonly says: string;
}

export interface FigureName extends NameOf {
  /** As the data gives it; "": it differs from row to row. */
  readonly unit: string;
}

export interface ListName extends NameOf {
  readonly figures: readonly FigureName[];
  readonly texts: readonly NameOf[];
}

export interface DocumentKind {
  readonly id: string;
  readonly label: Label;
  /** In `templates/` of the decision folder. */
  readonly template: string;
  /** Has to stay on one page of A4. */
  readonly onePage: boolean;
  readonly figures: readonly FigureName[];
  /** Written by people or known of the document. */
  readonly texts: readonly NameOf[];
  /** Drafted by rules. */
  readonly drafted: readonly NameOf[];
  readonly lists: readonly ListName[];
}

export const fig = (name: string, unit: string, says: string): FigureName => ({ name, unit, says });
export const text = (name: string, says: string): NameOf => ({ name, says });
export const rows = (
  name: string,
  says: string,
  texts: readonly NameOf[],
  figures: readonly FigureName[],
): ListName => ({ name, says, texts, figures });

/** The names of a kind, to check its template before there is data. `more`: further figures a city gives it. */
export function namesOfKind(kind: DocumentKind, more: readonly FigureName[] = []): NameTable {
  const figures = (own: readonly FigureName[]): NameTable["figures"] =>
    new Map(own.map((f) => [foldName(f.name), f.unit === "" ? null : f.unit]));
  return {
    figures: figures([...kind.figures, ...more]),
    texts: new Set([...kind.texts, ...kind.drafted].map((t) => foldName(t.name))),
    lists: new Map(
      kind.lists.map((list) => [
        foldName(list.name),
        {
          figures: figures(list.figures),
          texts: new Set(list.texts.map((t) => foldName(t.name))),
          lists: new Map(),
        },
      ]),
    ),
  };
}

/** Names of every kind: what the document itself is. */
export const HEAD: readonly NameOf[] = [
  text("城市", "眉山市"),
  text("期间", "2025年1—9月"),
  text("编制单位", "署名:眉山市经济和信息化局"),
  text("编制日期", "成文日期:2025年10月20日"),
  text("知悉范围", "谁可以看:市领导,市经济和信息化局"),
  text("数据截至", "数据已知到哪一天,2025年10月18日"),
  text("核算批次", "数出自哪一次核算,编号"),
  text("联系人", "姓名和电话"),
];
