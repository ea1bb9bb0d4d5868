/** XML of a workbook part in a stream (htmlparser2): no DTD, no entities but XML's own five, bytes that must be text. */
import { Parser } from "htmlparser2";
import { byMark, decoderOf } from "./decode.ts";
import { damaged, withDtd } from "./found.ts";
import { RowRoad } from "./xml-plain.ts";

/** Names of elements come without their prefix; the attributes of an element come after `open` and before all else. */
export interface XmlHandler {
  open(name: string): void;
  attribute(name: string, value: string): void;
  text(text: string): void;
  close(name: string): void;
}

const local = (name: string): string => {
  const at = name.indexOf(":");
  return at < 0 ? name : name.slice(at + 1);
};

/** No part of a workbook is nested nearly so deep. */
const DEEPEST = 200;

/** `rows`: it is a sheet, whose plain rows need no parser. Throws `Trouble` for a DTD, bytes that are no text, an end before the root is closed. */
export async function readXml(
  chunks: AsyncIterable<Uint8Array>,
  handler: XmlHandler,
  rows = false,
): Promise<void> {
  let depth = 0;
  let last = "";
  const parser = new Parser(
    {
      onopentagname: (name) => {
        last = local(name);
        if (++depth > DEEPEST) throw damaged("XML 嵌套过深", "its XML is nested too deeply");
        handler.open(last);
      },
      onattribute: (name, value) => handler.attribute(name, value),
      ontext: (text) => handler.text(text),
      onclosetag: (name) => {
        depth--;
        handler.close(local(name));
      },
      onprocessinginstruction: (name) => {
        if (name.startsWith("!")) throw withDtd();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  let decoder: ReturnType<typeof decoderOf> | null = null;
  const decoded = (chunk: Uint8Array | undefined): string => {
    try {
      return decoder?.decode(chunk, { stream: chunk !== undefined }) ?? "";
    } catch {
      throw damaged("XML 的编码有误", "its XML is not in its encoding");
    }
  };
  const road = rows ? new RowRoad((xml) => parser.write(xml), handler) : null;
  const write = (xml: string): void => (road ? road.write(xml, () => last) : parser.write(xml));
  for await (const chunk of chunks) {
    decoder ??= decoderOf(byMark(chunk) ?? "utf-8", true);
    write(decoded(chunk));
  }
  write(decoded(undefined));
  road?.end();
  if (last === "" || depth !== 0) throw damaged("XML 不完整", "its XML is not complete");
  parser.end();
}
