/** The city's own systems, as the environment names them: sign-on, to-do list, address book. */
import type { StartOptions } from "@lianzhang/server";
import type { SignOn, TodoList } from "@lianzhang/work";
import { httpTodoList, oidcSignOn } from "@lianzhang/work";
import { UsageError } from "./terminal.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Null: none. */
function signOnFrom(env: Environment): SignOn | null {
  const [issuer, clientId, redirectUri] = [env["OIDC_ISSUER"], env["OIDC_CLIENT_ID"], env["OIDC_REDIRECT"]];
  if (issuer === undefined || clientId === undefined || redirectUri === undefined) return null;
  const clientSecret = env["OIDC_CLIENT_SECRET"] ?? null;
  return oidcSignOn({ issuer, clientId, clientSecret, redirectUri, claim: env["OIDC_CLAIM"] ?? "sub" });
}

/** Null: none. Throws UsageError when some of its variables are there and others are not. */
function todoListFrom(env: Environment): TodoList | null {
  const [url, secret, address] = [env["TODO_URL"], env["TODO_SECRET"], env["TODO_LINKS"]];
  if (url === undefined) return null;
  if (secret === undefined || secret === "" || address === undefined || !URL.canParse(address))
    throw new UsageError({
      zh: "设了 TODO_URL,还须设 TODO_SECRET(共享密钥)和 TODO_LINKS(本系统网址,如 https://chain.city.example)",
      en: "with TODO_URL, TODO_SECRET (shared) and TODO_LINKS (address of this product, as https://chain.city.example) are needed",
    });
  return httpTodoList({ url, secret, address, clock: () => new Date() });
}

/** Throws UsageError, and WorkError LZ7151 for an address that cannot be used. */
export function citySystemsFrom(env: Environment): Pick<StartOptions, "signOn" | "todoList" | "addressBook"> {
  const source = env["ADDRESS_BOOK"];
  return {
    signOn: signOnFrom(env),
    todoList: todoListFrom(env),
    addressBook: source === undefined ? null : { source, token: env["ADDRESS_BOOK_TOKEN"] ?? null },
  };
}
