import { check } from "@preflight/core";
import { expect, test } from "vitest";
import { byPlace, missingKey } from "../../src/form/by-place.ts";

test("a finding about a missing key is about the place of that key, as the core words it", () => {
  const { findings } = check('{ "kind": "channel", "id": "a", "spec": { "name": "x", "securityPolicy": {} } }');
  const required = findings.filter(({ rule }) => rule === "schema/required");
  expect(required.length).toBeGreaterThan(3);
  for (const finding of required) expect(missingKey(finding)).not.toBeNull();
  const places = byPlace(findings);
  for (const pointer of ["/spec/routingConfiguration", "/spec/securityPolicy/allowedOrigins"]) {
    expect(places.get(pointer)?.map(({ rule }) => rule)).toContain("schema/required");
  }
});

test("a finding about a key that depends on another is about its place too", () => {
  const { findings } = check(
    '{ "kind": "widget-configuration", "id": "a", "spec": { "widgetId": "a", "theme": { "primaryColor": "#0056B3" }, "fields": [{ "label": "A", "type": "select" }] } }',
  );
  expect(byPlace(findings).get("/spec/fields/0/options")).toHaveLength(1);
});
