/** Columns and tables of a PDF, and PDFs that are not read. */
import { describe, expect, test } from "vitest";
import { documentText } from "./document.ts";
import { makePdf, type Put } from "./testing/make-pdf.ts";

const linesOf = async (pages: readonly (readonly Put[])[]): Promise<string[]> =>
  (await documentText(makePdf(pages))).text.split("\n");

/** Lines from the top, 28 characters of 16 points between the margins. */
const set = (lines: readonly string[], from = 760, left = 72): Put[] =>
  lines.map((text, i) => ({
    text: text.trimStart(),
    x: left + 16 * (text.length - text.trimStart().length),
    y: from - 28 * i,
  }));

test("two columns are read one after the other", async () => {
  const column = (letter: string): string[] =>
    Array.from({ length: 14 }, (_, i) => `${letter}栏第${i + 10}行共十二个字呀呀`);
  const puts = [
    ...column("左").map((text, i) => ({ text, x: 50, y: 780 - 24 * i, size: 12 })),
    ...column("右").map((text, i) => ({ text, x: 320, y: 780 - 24 * i, size: 12 })),
  ];
  const text = (await documentText(makePdf([puts]))).text;
  expect(text.indexOf("左栏第23行")).toBeLessThan(text.indexOf("右栏第10行"));
});

test("what stands under one another in columns is a table", async () => {
  const row = (y: number, ...cells: readonly string[]): Put[] =>
    cells.map((text, i) => ({ text, x: 72 + 150 * i, y }));
  expect(
    await linesOf([
      [
        ...row(700, "指标", "2026年", "2027年"),
        ...row(672, "产业规模", "500亿元", "700亿元"),
        ...row(644, "企业数", "20家", "30家"),
      ],
    ]),
  ).toEqual(["指标\t2026年\t2027年", "产业规模\t500亿元\t700亿元", "企业数\t20家\t30家"]);
});

describe("what is refused", () => {
  const refused = async (bytes: Uint8Array): Promise<unknown> =>
    documentText(bytes).catch((error: unknown) => error);
  test("an encrypted, a cut off, an empty and a secret PDF", async () => {
    const locked =
      "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 " +
      `/O <${"11".repeat(32)}> /U <${"22".repeat(32)}> >> /ID [<${"33".repeat(16)}> <${"33".repeat(16)}>]`;
    const page = set(["关于产业发展的决定"]);
    expect(await refused(makePdf([page], locked))).toMatchObject({ code: "LZ8405" });
    expect(await refused(makePdf([page]).subarray(0, 60))).toMatchObject({ code: "LZ8405" });
    expect(await refused(makePdf([[]]))).toMatchObject({ code: "LZ8402" });
    expect(await refused(makePdf([set(["秘密★1年", "关于产业发展的决定"])]))).toMatchObject({
      code: "LZ8401",
    });
  });
});
