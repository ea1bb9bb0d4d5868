/** Questions to the program over HTTP, each by somebody who is signed in. */
import type { ApiError } from "@lianzhang/contract";
import type { buildApp } from "@lianzhang/server";
import { expect } from "vitest";

export interface Schema<T> {
  parse(value: unknown): T;
}

interface Asked {
  readonly app: Awaited<ReturnType<typeof buildApp>>;
  /** The cookie of each person's browser. */
  readonly cookies: ReadonlyMap<string, string>;
}

/** `over` is asked each time: a test opens the program after this was called. */
export function asking(over: () => Asked) {
  async function ask(who: string, url: string, body?: unknown) {
    const { app, cookies } = over();
    return app.inject({
      method: body === undefined ? "GET" : "POST",
      url,
      headers: {
        origin: "http://city.example",
        host: "city.example",
        cookie: cookies.get(who) ?? "",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
  }
  async function answer<T>(who: string, url: string, schema: Schema<T>, body?: unknown): Promise<T> {
    const found = await ask(who, url, body);
    if (found.statusCode !== 200) throw new Error(`${url}: ${found.statusCode} ${found.body.slice(0, 300)}`);
    expect(found.headers["cache-control"]).toBe("no-store");
    return schema.parse(found.json());
  }
  async function refused(who: string, url: string, body?: unknown): Promise<string> {
    const found = await ask(who, url, body);
    return `${found.statusCode} ${found.json<ApiError>().code}`;
  }
  return { ask, answer, refused };
}
