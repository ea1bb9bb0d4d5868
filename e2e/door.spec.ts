/** Who is there: demo identities, duties, one-time links, sessions that end, acting for a leader. */
import type { Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { TOTP, URI } from "otpauth";
import type { LinkAnswer } from "@lianzhang/contract";
import { become, choose, open } from "./pages.ts";

const entries = (page: Page) => page.locator("#main-navigation a");

test("a visitor looks at figures, and one click makes a demo person of the visitor and back", async ({
  page,
}) => {
  await open(page, "/");
  await expect(entries(page)).toHaveText([
    "总览",
    "决定",
    "目标责任",
    "产业链",
    "企业",
    "亩均效益",
    "政策兑现",
    "梯次培育",
    "能耗双碳",
    "指标",
  ]);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByRole("button", { name: /^分析人员/ }).click();
  await expect(page.getByRole("button", { name: /演示·分析人员/ })).toBeVisible();
  await expect(entries(page).last()).toHaveText("文件解析");
  await page.getByRole("button", { name: /演示·分析人员/ }).click();
  await page.getByRole("menuitem", { name: "退出登录" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole("button", { name: "以演示访客浏览指标" }).click();
  await expect(page.locator(".bar-to-target .figure").first()).toBeVisible();
});

test("each administrator's menu shows the own duty only, and nobody opens another's page", async ({
  page,
}) => {
  const duties: readonly (readonly [string, readonly string[], string])[] = [
    ["系统管理员", ["人员", "安装"], "/admin/audit"],
    ["安全保密管理员", ["岗位与授权", "登录地址", "安装"], "/admin/audit"],
    ["安全审计员", ["审计"], "/admin/people"],
  ];
  for (const [role, shown, other] of duties) {
    await become(page, role);
    await open(page, "/");
    await expect(entries(page)).toHaveText([...shown]);
    await page.goto(other);
    await expect(page.locator(".problem")).toContainText("LZ6123");
  }
});

test("name, password or code wrong: the answer says what to do and not which it was", async ({ page }) => {
  await open(page, "/sign-in");
  await page.getByLabel("登录名").fill("nobody.at.all");
  await page.getByLabel("口令", { exact: true }).fill("not the right one");
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("登录名、口令或动态码不对");
});

test("a one-time link leads from being entered to signing in with password and code", async ({
  page,
  browser,
}) => {
  const name = `e2e.${Buffer.from(crypto.getRandomValues(new Uint8Array(4))).toString("hex")}`;
  const called = `演练·王敏·${name.slice(-4)}`;
  await become(page, "系统管理员");
  await open(page, "/admin/people?view=add");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("姓名").fill(called);
  await dialog.getByLabel("登录名").fill(name);
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog).toHaveCount(0);

  await become(page, "安全保密管理员");
  await open(page, "/admin/posts");
  await page.getByLabel("查姓名、登录名、单位").fill(name);
  // what was asked for stands before the next thing is done
  await expect(page.locator(".person-list button")).toHaveCount(1);
  await page.getByRole("button", { name: new RegExp(called) }).click();
  await choose(page, page.getByLabel("角色"), "分析人员");
  await page.getByRole("button", { name: "授予岗位" }).click();
  await expect(page.locator(".lines")).toContainText("分析人员 全市");
  await page.getByRole("button", { name: "发首次设置链接" }).click();
  const link = await page.locator(".one-time-link").innerText();

  const own = await (await browser.newContext()).newPage();
  const answered = own.waitForResponse((response) => response.url().endsWith("/api/link"));
  await open(own, link);
  const { uri }: LinkAnswer = await (await answered).json();
  const telephone = URI.parse(uri ?? "");
  if (!(telephone instanceof TOTP)) throw new Error("the picture holds no time-based secret");
  await own.getByLabel("新口令", { exact: true }).fill("竹林 炊烟 1962 渡口 白鹭");
  await own.getByLabel("再输一次", { exact: true }).fill("竹林 炊烟 1962 渡口 白鹭");
  await own.getByLabel("动态码").fill(telephone.generate());
  await own.getByRole("button", { name: "完成设置" }).click();
  await expect(own.locator(".recovery-codes li")).toHaveCount(10);
  const [recovery = ""] = await own.locator(".recovery-codes code").allInnerTexts();
  await own.getByRole("button", { name: "已抄好,去登录" }).click();

  await own.getByLabel("登录名").fill(name);
  await own.getByLabel("口令", { exact: true }).fill("竹林 炊烟 1962 渡口 白鹭");
  // the next code: the one of now was used to set up
  await own.getByLabel("动态码").fill(telephone.generate({ timestamp: new Date().getTime() + 30_000 }));
  await own.getByRole("button", { name: "登录", exact: true }).click();
  await expect(own.getByRole("button", { name: new RegExp(called) })).toBeVisible();
  await expect(entries(own).last()).toHaveText("文件解析");
  await open(own, "/account");
  await expect(own.locator("h1.finding")).toContainText("现任 1 个岗位");
  expect(recovery).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){5}$/);
  await own.context().close();
  // the link was used up
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.locator(".problem")).toContainText("LZ7121");
});

test("a session that ends leaves the address and what was being written", async ({ page }) => {
  await become(page, "系统管理员");
  await open(page, "/admin/people?view=add");
  await page.getByRole("dialog").getByLabel("姓名").fill("写到一半的人");
  await page.context().clearCookies();
  await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
  await expect(page.locator("h1.finding")).toHaveText("登录已结束,请重新登录后继续");
  await expect(page).toHaveURL(/\/admin\/people\?view=add/);
  await page.getByRole("button", { name: /^系统管理员/ }).click();
  await expect(page.getByRole("dialog").getByLabel("姓名")).toHaveValue("写到一半的人");
  await page.getByRole("button", { name: "丢弃草稿" }).click();
  await expect(page.getByRole("dialog").getByLabel("姓名")).toHaveValue("");
});

test("for whom it is done is chosen in the menu, shown plainly, and stands in the address", async ({
  page,
}) => {
  await become(page, "联络员");
  await open(page, "/");
  await page.getByRole("button", { name: /演示·联络员/ }).click();
  await expect(page.getByRole("menuitem", { name: "退出登录" })).toBeInViewport();
  const asked = page.waitForRequest((request) => request.headers()["x-on-behalf-of"] !== undefined);
  await page.getByRole("menuitem", { name: /代 演示·链长·锂电 办理/ }).click();
  await asked;
  await expect(page.locator(".acting-banner")).toContainText("代 演示·链长·锂电 办理");
  await expect(page).toHaveURL(/for=[0-9a-f]+/);
  await page.locator("#main-navigation").getByText("指标").click();
  await expect(page.locator(".acting-banner")).toBeVisible();
  await page.getByRole("button", { name: "改为本人办理" }).click();
  await expect(page.locator(".acting-banner")).toHaveCount(0);
  // a leader one may not act for
  await page.goto("/?for=nobody");
  await expect(page.locator(".problem")).toContainText("LZ7132");
  await page.getByRole("button", { name: "本人办理" }).click();
  await expect(page.locator(".bar-to-target .figure").first()).toBeVisible();
});

test("the chain is verified by a button, filtered, and an event shows what it changed", async ({ page }) => {
  await become(page, "安全审计员");
  await open(page, "/admin/audit?action=post.give");
  await page.getByRole("button", { name: "核验" }).click();
  await expect(page.locator("h1.finding")).toContainText("审计链完整");
  await page.locator("tbody tr").first().click();
  await expect(page.getByRole("dialog").locator(".difference .is").first()).toBeVisible();
});

test("no page breaks the content policy it is sent with", async ({ page }) => {
  const broken: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) broken.push(message.text());
  });
  for (const path of ["/", "/chains/lithium", "/sign-in"]) await open(page, path);
  expect(broken).toEqual([]);
});
