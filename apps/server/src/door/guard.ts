/** What every request goes through before its route: headers of the answer, where it comes from, who it is. */
import type { ApiError } from "@lianzhang/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiProblem } from "../errors.ts";
import { cookieIn } from "./cookies.ts";

/**
 * The page's own files only; no script inside a page. Style elements are antd's: it makes them while it draws, so
 * style-src cannot be narrower.
 */
const CONTENT_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": CONTENT_POLICY,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** Whether the request came by https, directly or through a proxy that is trusted. */
export const isSecure = (request: FastifyRequest): boolean => request.protocol === "https";

/** Headers of every answer; what is asked of the API is kept nowhere. */
export function answerHeaders(request: FastifyRequest, reply: FastifyReply): void {
  for (const [name, value] of Object.entries(HEADERS)) reply.header(name, value);
  if (isSecure(request)) reply.header("strict-transport-security", "max-age=31536000; includeSubDomains");
  if (request.url.startsWith("/api/")) reply.header("cache-control", "no-store");
}

const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);
const BODIES = ["application/json", "application/octet-stream"];

/** Whether a changing request was made by a page of this very address. */
function isOwn(request: FastifyRequest): boolean {
  const { headers } = request;
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  const { origin, host } = headers;
  // a browser sends Origin with every POST; programs send neither, and have no session to be misused
  if (origin === undefined) return cookieIn(headers.cookie, "session", isSecure(request)) === null;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}

const foreign = (): ApiProblem =>
  new ApiProblem(
    403,
    "LZ6121",
    { zh: "请求不是由本系统页面发出的", en: "the request was not made by a page of this product" },
    { zh: "从本系统的页面操作", en: "do it from a page of this product" },
  );

const wrongBody = (): ApiProblem =>
  new ApiProblem(
    415,
    "LZ6122",
    { zh: "请求内容须为 JSON 或文件", en: "a request sends JSON or a file" },
    { zh: "设 content-type: application/json", en: "set content-type: application/json" },
  );

const CLIENT_FAULTS: ReadonlySet<number> = new Set([400, 413, 415]);

/** What the HTTP library itself refuses of a body, in the contract's shape; null: it is another error. */
export function bodyProblem(error: unknown): { readonly status: number; readonly body: ApiError } | null {
  if (!(error instanceof Error) || !("statusCode" in error) || typeof error.statusCode !== "number")
    return null;
  if (!CLIENT_FAULTS.has(error.statusCode)) return null;
  const message = {
    zh: error.statusCode === 413 ? "请求内容过大" : "请求内容读不出",
    en: error.statusCode === 413 ? "the body is too large" : "the body cannot be read",
  };
  const hint = { zh: "减小内容,或检查 JSON 是否完整", en: "send less, or whole JSON" };
  return { status: error.statusCode, body: { code: "LZ6122", message, hint } };
}

/** Refuses changing requests that another site may have made. */
export function guardChanges(app: FastifyInstance): void {
  app.addHook("onRequest", async (request) => {
    if (SAFE.has(request.method) || !request.url.startsWith("/api/")) return;
    if (!isOwn(request)) throw foreign();
    const type = request.headers["content-type"]?.split(";")[0]?.trim() ?? "";
    if (!BODIES.includes(type)) throw wrongBody();
  });
}
