/** Small PDFs for tests: pieces of Chinese text at places on pages, in a font that is not embedded. */

export interface Put {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
}

const hex = (text: string): string =>
  [...text].map((c) => (c.codePointAt(0) ?? 0).toString(16).padStart(4, "0")).join("");

function unicodeMap(texts: readonly string[]): string {
  const signs = [...new Set(texts.join(""))];
  const blocks: string[] = [];
  for (let i = 0; i < signs.length; i += 100) {
    const some = signs.slice(i, i + 100);
    blocks.push(
      `${some.length} beginbfchar\n${some.map((c) => `<${hex(c)}> <${hex(c)}>`).join("\n")}\nendbfchar`,
    );
  }
  return [
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
    "/CMapName /U def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange",
    ...blocks,
    "endcmap end end",
  ].join("\n");
}

const stream = (text: string): string => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;

/** A4 pages. `trailer`: more of the trailer, as an /Encrypt entry. */
export function makePdf(pages: readonly (readonly Put[])[], trailer = ""): Uint8Array {
  const all = pages.flat().map((put) => put.text);
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${6 + 2 * i} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>",
    stream(unicodeMap(all)),
  ];
  for (const [i, puts] of pages.entries()) {
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents ${7 + 2 * i} 0 R >>`,
      stream(
        puts
          .map((put) => `BT /F ${put.size ?? 16} Tf ${put.x} ${put.y} Td <${hex(put.text)}> Tj ET`)
          .join("\n"),
      ),
    );
  }
  let out = "%PDF-1.5\n";
  const at: number[] = [];
  for (const [i, object] of objects.entries()) {
    at.push(out.length);
    out += `${i + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = at.map((n) => `${String(n).padStart(10, "0")} 00000 n \n`).join("");
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${out.lastIndexOf("xref\n0")}\n%%EOF\n`;
  return Uint8Array.from(out, (c) => c.charCodeAt(0));
}
