/** A city's to-do list on this machine: what it was told, and whether it takes anything just now. */
import { createServer } from "node:http";
import { SIGNATURE } from "../people/sign-on/http-todo.ts";

export interface Told {
  readonly body: string;
  readonly signature: string;
  readonly word: Readonly<Record<string, unknown>>;
}

export interface TodoServer {
  readonly url: string;
  /** In the order they came; refused ones are not here. */
  readonly told: Told[];
  /** What it answers from now on. */
  answers(status: number): void;
  stop(): Promise<void>;
}

export async function todoServer(): Promise<TodoServer> {
  const told: Told[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString("utf8");
      const word = JSON.parse(body) as Told["word"];
      if (status === 200) told.push({ body, signature: String(request.headers[SIGNATURE]), word });
      response.writeHead(status).end();
    });
  });
  const port = await new Promise<number>((done) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      done(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  return {
    url: `http://127.0.0.1:${port}/todos`,
    told,
    answers: (next) => {
      status = next;
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
