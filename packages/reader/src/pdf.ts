/** A PDF with a text layer as text: heads, feet and page numbers gone, lines joined to paragraphs. */
import { TextBuilder } from "./builder.ts";
import type { DocumentText } from "./document-text.ts";
import { foldRadical } from "./fold.ts";
import type { Line, PageSize, Piece } from "./pdf-lines.ts";
import { goesOn, pageLines, withoutEdges } from "./pdf-lines.ts";
import { Refusal } from "./refusal.ts";

/** A decision with its annexes is far below. */
const MOST_PAGES = 1_000;

/** `maps`: the folder of Adobe's character maps, which older Chinese files need; null: only files that bring their own. */
export async function pdfText(bytes: Uint8Array, maps: string | null): Promise<DocumentText> {
  const pdf = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = pdf.getDocument({
    // the library keeps the bytes it is given
    data: bytes.slice(),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
    ...(maps === null ? {} : { cMapUrl: maps, cMapPacked: true }),
  });
  try {
    const document = await task.promise;
    if (document.numPages > MOST_PAGES)
      throw new Refusal(
        "LZ8404",
        {
          zh: `${document.numPages} 页,上限 ${MOST_PAGES} 页`,
          en: `${document.numPages} pages; at most ${MOST_PAGES} are read`,
        },
        { zh: "拆成几个文件", en: "split it" },
      );
    const pages: { lines: Line[]; size: PageSize }[] = [];
    for (let n = 1; n <= document.numPages; n++) {
      const page = await document.getPage(n);
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = page.view;
      const size = { width: x1 - x0, height: y1 - y0 };
      const content = await page.getTextContent();
      const pieces = content.items.flatMap((item): Piece[] => ("str" in item ? [pieceOf(item)] : []));
      pages.push({ lines: pageLines(pieces, size, n), size });
      page.cleanup();
    }
    return paragraphs(withoutEdges(pages));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw unreadable(error);
  } finally {
    await task.destroy();
  }
}

interface Item {
  readonly str: string;
  readonly transform: readonly unknown[];
  readonly width: number;
  readonly height: number;
}

function pieceOf(item: Item): Piece {
  const at = (i: number): number => Number(item.transform[i] ?? 0);
  return {
    text: [...item.str].map(foldRadical).join(""),
    x: at(4),
    y: at(5),
    width: item.width,
    height: item.height || Math.abs(at(3)) || 10,
  };
}

function paragraphs(lines: readonly Line[]): DocumentText {
  const builder = new TextBuilder(1);
  const lefts = lines.map((l) => l.left).toSorted((a, b) => a - b);
  const rights = lines.map((l) => l.right).toSorted((a, b) => a - b);
  const margins = {
    left: lefts[Math.floor(lefts.length * 0.1)] ?? 0,
    right: rights[Math.floor(rights.length * 0.9)] ?? 0,
  };
  let open = "";
  for (const [i, line] of lines.entries()) {
    if (open === "") builder.page = line.page;
    open += line.text;
    const next = lines[i + 1];
    if (next && goesOn(line, next, margins)) continue;
    builder.add(open);
    open = "";
  }
  return builder.done();
}

function unreadable(error: unknown): Refusal {
  const locked = error instanceof Error && error.name === "PasswordException";
  return new Refusal(
    "LZ8405",
    locked
      ? { zh: "PDF 有密码", en: "the pdf has a password" }
      : { zh: "PDF 已损坏", en: "the pdf is damaged" },
    {
      zh: "去掉密码,重新导出 PDF,或给出 docx",
      en: "take off the password and export it again, or give the docx",
    },
  );
}
