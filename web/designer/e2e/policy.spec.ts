import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, file, test } from "./page.ts";

const policyFile = join(import.meta.dirname, "../../../examples/preflight.toml");

test("a team's preflight.toml is in force, says its digest, and outlives the visit", async ({ designer }) => {
  const { page } = designer;
  await designer.choose("File", "Team policy");
  await page.getByLabel("Policy file").setInputFiles(policyFile);
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("preflight.toml");
  await expect(dialog).toContainText("Variables: cart_value, customer_tier, is_vip, referral_code");
  const digest = await dialog.locator(".digest").textContent();
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(await designer.axe()).toEqual([]);
  await dialog.getByRole("button", { name: "Close" }).click();
  await designer.write(file("examples/participant-variables.json"));
  await expect(page.getByRole("contentinfo")).toContainText(digest?.slice(0, 12) ?? "-");
  await expect(designer.verdict).toHaveText("May be published");
});

test("a policy that names what there is not is refused with the reason, and nothing changes", async ({ designer }) => {
  const { page } = designer;
  await designer.choose("File", "Team policy");
  for (const [name, text, reason] of [
    ["preflight.toml", '[policy.limits]\n"rich-card.dept" = 3\n', "rich-card.depth"],
    ["preflight.toml", "[policy.limits\n", "line 1"],
    ["policy.json", "[]", "table"],
    ["policy.json", "{", "not JSON"],
  ] as const) {
    await page.getByLabel("Policy file").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
    await expect(page.getByRole("alert")).toContainText(reason);
  }
  await expect(page.getByRole("dialog")).toContainText("the default policy");
  expect(await designer.axe()).toEqual([]);
});

test("an exported policy judges as the file it came from", async ({ designer }) => {
  const { page } = designer;
  await designer.choose("File", "Team policy");
  await page.getByLabel("Policy file").setInputFiles(policyFile);
  await expect(page.getByRole("dialog")).toContainText("Variables: cart_value");
  const digest = await page.locator(".digest").textContent();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as JSON" }).click();
  const saved = readFileSync(await (await saving).path(), "utf8");
  await page.getByRole("button", { name: "Use the default" }).click();
  await expect(page.locator(".digest")).not.toHaveText(digest ?? "");
  await page
    .getByLabel("Policy file")
    .setInputFiles({ name: "exported.json", mimeType: "application/json", buffer: Buffer.from(saved) });
  await expect(page.locator(".digest")).toHaveText(digest ?? "");
});
