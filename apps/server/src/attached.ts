/** A file as an answer, under the name it is saved by. */
import type { FastifyReply } from "fastify";

/** What it is where nobody needs to know. */
const BYTES = "application/octet-stream";

export interface FileOut {
  readonly name: string;
  readonly type?: string;
  readonly bytes: Uint8Array;
}

export const attached = (reply: FastifyReply, { name, type = BYTES, bytes }: FileOut): FastifyReply =>
  reply
    .header("content-type", type)
    .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(Buffer.from(bytes));
