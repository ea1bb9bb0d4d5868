import { expect, test } from "@playwright/test";

test("a problem says what to do and has a code", async ({ page }) => {
  await page.goto("/indicators/nothing");
  await expect(page.locator(".problem")).toContainText(/LZ6\d{3}/);
});
