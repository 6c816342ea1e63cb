import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, check, preview } from "@preflight/core";
import { describe, expect, it } from "vitest";
import { TEMPLATES } from "../src/templates/table.ts";

const folder = join(import.meta.dirname, "../src/templates");
const read = (file: string) => readFileSync(join(folder, `${file}.json`), "utf8");

describe("templates", () => {
  it("are those files, and no others", () => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
    expect(TEMPLATES.map(({ file }) => `${file}.json`).sort()).toEqual(files.sort());
  });

  it("are there for each kind, with titles and ids of their own", () => {
    expect(new Set(TEMPLATES.map(({ kind }) => kind)).size).toBe(5);
    expect(new Set(TEMPLATES.map(({ title }) => title)).size).toBe(TEMPLATES.length);
    expect(new Set(TEMPLATES.map(({ file }) => JSON.parse(read(file)).id)).size).toBe(TEMPLATES.length);
  });

  it.each(TEMPLATES)("$file has not one finding, and can be sent and drawn", ({ file, kind, color }) => {
    const text = read(file);
    const report = check(text);
    expect(report.findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    expect(report.kind).toBe(kind);
    expect(build(text).body).not.toBeNull();
    const drawn = preview(text);
    expect(drawn?.complete).toBe(true);
    expect(drawn?.tokens.find(({ name }) => name === "primaryColor")?.color).toBe(color?.toLowerCase());
  });
});
