import { Designer, example, expect, test } from "./page.ts";

test("once loaded, the page opens and works without a network", async ({ page, context, address }) => {
  const designer = new Designer(page);
  await designer.open(address, "", { offline: true });
  await context.setOffline(true);
  const again = await context.newPage();
  const later = new Designer(again);
  await later.open(address, "", { offline: true });
  await later.write(example("rich-card"));
  await expect(later.verdict).toHaveText("May be published");
  await expect(again.frameLocator("iframe[title^=Preview]").first().getByText("Chat with us")).toBeVisible();
  expect([...designer.complaints, ...later.complaints]).toEqual([]);
});

test("it can be installed: the manifest names what a browser asks for", async ({ page, address }) => {
  await page.goto(address);
  const client = await page.context().newCDPSession(page);
  const { url, errors } = await client.send("Page.getAppManifest");
  expect(url).toContain("manifest.webmanifest");
  expect(errors).toEqual([]);
  const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
});
