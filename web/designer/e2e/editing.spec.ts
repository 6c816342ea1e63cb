import { example, expect, test } from "./page.ts";

test("an empty page is judged, and a good document may be published", async ({ designer }) => {
  await expect(designer.verdict).toHaveText("Empty");
  await designer.write(example("widget-configuration"));
  await expect(designer.verdict).toHaveText("May be published");
});

test("axe finds nothing on the empty page, nor on one with problems", async ({ designer }) => {
  expect(await designer.axe()).toEqual([]);
  await designer.write('{ "kind": "rich-card", "id": "x", }');
  await expect(designer.verdict).toContainText("Blocked");
  expect(await designer.axe()).toEqual([]);
});
