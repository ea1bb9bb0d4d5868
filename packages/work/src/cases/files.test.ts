/** What a file is by its content, whatever it is called. */
import { createHash } from "node:crypto";
import { canonicalText } from "@lianzhang/kernel";
import { expect, test } from "vitest";
import { otherEnding, readFile } from "./files.ts";

const LIMIT = 1_048_576;
const CFB = Buffer.from("d0cf11e0a1b11ae1", "hex");

/** The beginning of an archive whose first entry is called so. */
const archive = (name: string): Uint8Array => {
  const header = Buffer.alloc(30);
  header.write("PK\u0003\u0004", "latin1");
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), Buffer.alloc(64)]);
};

const kindOf = async (bytes: Uint8Array): Promise<string> => {
  const reading = await readFile(bytes, LIMIT);
  return reading.ok ? reading.file.kind : `refused: ${reading.found}`;
};

test.each([
  ["a PDF", Buffer.from("%PDF-1.7\n"), "pdf"],
  ["a scan", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "image"],
  [
    "an old Word or WPS document",
    Buffer.concat([CFB, Buffer.alloc(600), Buffer.from("WordDocument", "utf16le")]),
    "office",
  ],
  ["版式文档 (OFD)", archive("OFD.xml"), "office"],
  [
    "an installer in the same container",
    Buffer.concat([CFB, Buffer.alloc(600)]),
    "refused: application/x-cfb",
  ],
  ["some archive", archive("a.txt"), "refused: application/zip"],
  [
    "a drawing that could hold a script",
    Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "refused: ?",
  ],
  ["plain text", Buffer.from("招商银行到账凭证"), "refused: ?"],
  ["nothing", Buffer.alloc(0), "refused: 0 B"],
  ["too much", Buffer.alloc(2 * LIMIT), "refused: 2.0 MB"],
])("%s", async (_, bytes, kind) => {
  expect(await kindOf(bytes)).toBe(kind);
});

test("the record of a run is kept while its hash holds, and is nothing when a figure was altered", async () => {
  const body = { figures: [{ indicator: "industrial_output", value: "12" }], format: 1 };
  const hash = createHash("sha256").update(canonicalText(body)).digest("hex");
  const record = JSON.stringify({ ...body, hash, signature: null });
  expect(await kindOf(Buffer.from(record))).toBe("run");
  expect(await kindOf(Buffer.from(record.replace('"12"', '"13"')))).toBe("refused: ?");
});

test("the same content has the same hash", async () => {
  const [a, b] = await Promise.all([1, 2].map(() => readFile(Buffer.from("%PDF-1.7\n"), LIMIT)));
  expect(a).toMatchObject({ ok: true, file: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  expect(b).toEqual(a);
});

test.each([
  ["合同.PDF", "pdf", true],
  ["现场.jpeg", "image", true],
  ["台账.et", "office", true],
  ["合同.pdf.exe", "pdf", false],
  ["合同", "pdf", false],
  ["表.xlsx", "pdf", false],
] as const)("a name ends as the content is: %s of a %s, %s", (name, kind, right) => {
  expect(otherEnding(name, kind) === null).toBe(right);
});
