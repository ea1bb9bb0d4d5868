/** Reads errors of PostgreSQL and of the connection to it. */
import { WorkError } from "../errors.ts";

/** What a failure means for the one who asked. */
type Kind =
  /** The database chose another transaction: the same again will do. */
  | "conflict"
  /** There is no connection (any more), for now. */
  | "away"
  /** User, password or database are refused. */
  | "refused"
  /** The statement itself. */
  | "statement"
  /** Not of the database at all. */
  | "other";

const CONFLICT: ReadonlySet<string> = new Set(["40001", "40P01"]);
const REFUSED: ReadonlySet<string> = new Set(["28000", "28P01", "3D000"]);
// shut down, crashed, starting; too many connections
const AWAY =
  /^(?:08...|57P0[123]|53300|E(?:CONNREFUSED|CONNRESET|PIPE|HOSTUNREACH|NETUNREACH|TIMEDOUT|NOTFOUND|AI_AGAIN))$/;
const BROKEN =
  /Connection terminated|connection is closed|not queryable|timeout exceeded when trying to connect/i;

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** The kind of a failure, from the SQLSTATE, the system's code, or the words of the driver. */
export function kindOf(error: unknown): Kind {
  // already told: an unknown outcome above all must not be taken for a connection that broke before COMMIT
  if (error instanceof WorkError) return "other";
  const code = codeOf(error);
  if (CONFLICT.has(code)) return "conflict";
  if (REFUSED.has(code)) return "refused";
  if (AWAY.test(code)) return "away";
  if (/^[0-9A-Z]{5}$/.test(code)) return "statement";
  return error instanceof Error && BROKEN.test(error.message) ? "away" : "other";
}

const textOf = (error: unknown): string =>
  error instanceof AggregateError
    ? error.errors.map(textOf).join("; ")
    : error instanceof Error
      ? error.message || error.name
      : String(error);

/** An address without its password, for messages. */
export function shownUrl(url: string): string {
  try {
    const { protocol, username, host, pathname } = new URL(url);
    return `${protocol}//${username === "" ? "" : `${username}@`}${host}${pathname}`;
  } catch {
    return "DATABASE_URL";
  }
}

const unreachable = (error: unknown, where: string): WorkError =>
  new WorkError(
    "LZ7006",
    { zh: `连不上 ${where}:${textOf(error)}`, en: `cannot reach ${where}: ${textOf(error)}` },
    { zh: "核对主机、端口和网络,并启动数据库", en: "check host, port and network; start the database" },
    error,
  );

const refused = (error: unknown, where: string): WorkError =>
  new WorkError(
    "LZ7007",
    { zh: `${where} 拒绝:${textOf(error)}`, en: `${where} refuses: ${textOf(error)}` },
    {
      zh: "改正用户、口令和库名,或请数据库管理员授权",
      en: "correct user, password and database name, or ask the administrator for access",
    },
    error,
  );

/** LZ7012: nobody can say whether the change was kept. */
export const unknownOutcome = (error: unknown): WorkError =>
  new WorkError(
    "LZ7012",
    {
      zh: `提交时连接中断:${textOf(error)}`,
      en: `the connection broke during COMMIT: ${textOf(error)}`,
    },
    {
      zh: "改动要么完整存在,要么不存在:先查看再决定是否重做",
      en: "the change is there whole or not at all: look before doing it again",
    },
    error,
  );

/** LZ7013: a statement failed, and with it the whole change. */
export const statementFailed = (error: unknown): WorkError =>
  new WorkError(
    "LZ7013",
    { zh: `语句执行失败:${textOf(error)}`, en: `a statement failed: ${textOf(error)}` },
    { zh: "改动没有保留", en: "nothing of the change was kept" },
    error,
  );

/** A failure in our words; what is not of the database stays as it is. */
export function translated(error: unknown, where: string): unknown {
  if (error instanceof WorkError) return error;
  switch (kindOf(error)) {
    case "away":
      return unreachable(error, where);
    case "refused":
      return refused(error, where);
    case "conflict":
    case "statement":
      return statementFailed(error);
    case "other":
      return error;
  }
}
