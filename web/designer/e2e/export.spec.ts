import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { check, reportText } from "@preflight/core";
import { command, everywhere, press } from "./everywhere.ts";
import { example, expect, file, test } from "./page.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const dialog = (page: Page) => page.getByRole("dialog", { name: "Copy or save" });
const today = () => new Date().toISOString().slice(0, 10);

test("a good document is copied in every form, by keyboard", async ({ designer, page }) => {
  await designer.write(example("rich-card"));
  await page.getByLabel("Name of the document").fill("it's.json");
  await page.keyboard.press("Enter");
  await command(page, "copy as json");
  const copy = dialog(page).getByRole("button", { name: "Copy" });
  const what = dialog(page).getByLabel("What");

  await press(copy);
  await expect(designer.announcement).toContainText("Copied the JSON as it is written");
  expect(await copied(page)).toBe(example("rich-card"));

  await what.selectOption("Payload, compact, as it is sent");
  await press(copy);
  await expect.poll(async () => (await copied(page)).startsWith('{"messageId":"')).toBe(true);

  await what.selectOption("curl command");
  await expect(dialog(page)).toContainText("Set GENESYS_TOKEN");
  await press(copy);
  await expect
    .poll(() => copied(page))
    .toContain("curl --fail-with-body --request POST https://api.mypurecloud.com/api/v2/guest/");

  await what.selectOption("preflight publish command");
  await expect(dialog(page)).toContainText("Save it's.json first");
  await press(copy);
  await expect.poll(() => copied(page)).toBe("preflight publish 'it'\\''s.json'");
});

test("a blocked document is not made into what is sent, and the page says why", async ({ designer, page }) => {
  await designer.write(file("examples/blocked/channel_origin.json"));
  for (const line of ["Copy the payload…", "Copy as curl command…", "Copy the publish command…"]) {
    await designer.choose("Share", line);
    await expect(dialog(page).getByRole("alert")).toContainText(
      "The document is blocked, so it must not be sent. Line ",
    );
    await expect(dialog(page).getByRole("button", { name: "Copy" })).toBeDisabled();
    await page.keyboard.press("Escape");
  }
  await designer.choose("Share", "Copy as JSON…");
  await expect(dialog(page).getByRole("button", { name: "Copy" })).toBeEnabled();
});

test("reports are saved as JSON to the byte, as SARIF and as Markdown", async ({ designer, page }) => {
  const text = file("examples/blocked/schema_required.json");
  await designer.write(text);
  const save = async (line: string) => {
    await designer.choose("Share", line);
    const downloading = page.waitForEvent("download");
    await press(dialog(page).getByRole("button", { name: "Download" }));
    const download = await downloading;
    await page.keyboard.press("Escape");
    return { name: download.suggestedFilename(), contents: await readFile(await download.path(), "utf8") };
  };
  const json = await save("Report as JSON…");
  expect(json).toEqual({ name: "untitled.report.json", contents: reportText(text, { today: today() }) });

  const sarif = await save("Report as SARIF…");
  expect(sarif.name).toBe("untitled.sarif");
  const [run] = JSON.parse(sarif.contents).runs;
  const { findings } = check(text);
  expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(findings.map(({ rule }) => rule));
  expect(run.results[0].partialFingerprints).toBeDefined();

  const markdown = await save("Report as Markdown…");
  expect(markdown.name).toBe("untitled.report.md");
  expect(markdown.contents).toContain("**Blocked by ");
});

test("axe finds nothing in the dialog, with a result or a refusal", async ({ designer, page }) => {
  await designer.write(example("participant-variables"));
  await designer.choose("Share", "Copy as curl command…");
  await expect(dialog(page).getByRole("textbox")).toBeVisible();
  expect(await everywhere(designer)).toEqual([]);
  await page.keyboard.press("Escape");
  await designer.write("{}");
  await designer.choose("Share", "Copy the payload…");
  await expect(dialog(page).getByRole("alert")).toBeVisible();
  expect(await everywhere(designer)).toEqual([]);
});
