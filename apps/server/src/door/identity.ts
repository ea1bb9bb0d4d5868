/** Who a request is from: a person who is signed in, a visitor of made-up data, or nobody. */
import type { Model } from "@lianzhang/definitions";
import type { Acting, Change, SignedIn, Viewer } from "@lianzhang/work";
import type { FastifyRequest } from "fastify";
import { ApiProblem } from "../errors.ts";
import { cookieIn } from "./cookies.ts";
import { isSecure } from "./guard.ts";
import type { WorkSide } from "./work-side.ts";

export type Identity =
  | {
      readonly kind: "person";
      readonly token: string;
      readonly signedIn: SignedIn;
      readonly viewer: Viewer;
      /** The leader it is done for; null: oneself. */
      readonly onBehalfOf: string | null;
    }
  /** Looks at figures of made-up data, and at nothing else. */
  | { readonly kind: "guest" }
  | { readonly kind: "nobody" };

export type Person = Extract<Identity, { readonly kind: "person" }>;

const found = new WeakMap<FastifyRequest, Promise<Identity>>();

/** Header in which a page says for which leader it acts. */
const FOR = "x-on-behalf-of";

/** What every page asks again and again by itself: it keeps nobody signed in. */
const BY_ITSELF: ReadonlySet<string> = new Set(["/api/door", "/api/session"]);

async function lookUp(side: WorkSide, request: FastifyRequest): Promise<Identity> {
  const token = cookieIn(request.headers.cookie, "session", isSecure(request));
  const counts = !BY_ITSELF.has(request.routeOptions.url ?? "");
  const signedIn = token === null ? null : await side.people.session.whoIs(token, counts);
  if (token === null || signedIn === null) return side.demo ? { kind: "guest" } : { kind: "nobody" };
  const asked = request.headers[FOR];
  const onBehalfOf = typeof asked === "string" && asked !== "" ? asked : null;
  const viewer = await side.people.session.viewerOf(signedIn, onBehalfOf);
  return { kind: "person", token, signedIn, viewer, onBehalfOf };
}

/** Who the request is from; looked up once a request. Throws WorkError LZ7132 for a leader one may not act for. */
export function identityOf(side: WorkSide, request: FastifyRequest): Promise<Identity> {
  const known = found.get(request);
  if (known !== undefined) return known;
  const asked = lookUp(side, request);
  found.set(request, asked);
  return asked;
}

export const notSignedIn = (): ApiProblem =>
  new ApiProblem(
    401,
    "LZ6120",
    { zh: "尚未登录,或登录已失效", en: "you are not signed in, or no longer" },
    { zh: "重新登录后继续;填写中的内容仍在本机", en: "sign in again; what you were writing is still here" },
  );

export const notAllowed = (what: { readonly zh: string; readonly en: string }): ApiProblem =>
  new ApiProblem(
    403,
    "LZ6123",
    { zh: `您的岗位不能${what.zh}`, en: `your post does not allow you to ${what.en}` },
    { zh: "确需办理的,请安全保密管理员调整岗位", en: "ask the security administrator for a post that does" },
  );

/** The person who is signed in. Throws ApiProblem 401. */
export async function personOf(side: WorkSide, request: FastifyRequest): Promise<Person> {
  const identity = await identityOf(side, request);
  if (identity.kind !== "person") throw notSignedIn();
  return identity;
}

/**
 * Changes what the one who is signed in asks for, for oneself or the leader the page names; session and delegation are
 * held until COMMIT. Throws ApiProblem 401, WorkError LZ7131, LZ7132, and what `work` throws.
 */
export async function changing<T>(
  side: WorkSide,
  request: FastifyRequest,
  purpose: string,
  work: (change: Change, acting: Acting, person: Person) => Promise<T>,
): Promise<T> {
  const person = await personOf(side, request);
  const { token, onBehalfOf } = person;
  return side.people.session.act(token, { onBehalfOf, purpose }, (change, acting) =>
    work(change, acting, person),
  );
}

/** The request as the audit chain names it. */
export const actingOf = ({ viewer, onBehalfOf }: Person, purpose: string): Acting => ({
  user: viewer.person,
  onBehalfOf,
  unit: viewer.unit,
  purpose,
});

/** The only enterprise all posts of a person are of; null when there is another post. */
export function enterpriseOf({ posts }: Viewer): string | null {
  const firms = new Set(posts.map((p) => (p.scope.kind === "enterprise" ? p.scope.id : null)));
  const [only] = firms;
  return firms.size === 1 ? (only ?? null) : null;
}

/** The label of a post's scope. */
export function scopeLabel(
  model: Model,
  scope: Viewer["posts"][number]["scope"],
): { zh: string; en: string } {
  if (scope.kind === "city") return { zh: "全市", en: "whole city" };
  const code = model.classifications.get(scope.kind)?.codes.find((c) => c.code === scope.id);
  return code?.label ?? { zh: scope.id, en: scope.id };
}
