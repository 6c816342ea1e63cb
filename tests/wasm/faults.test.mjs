// What comes after a call that did not end: one error, and then a module that works as before. The folder in
// `PREFLIGHT_WASM` holds a module with calls that fail on purpose.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeEach, test } from "node:test";
import { pathToFileURL } from "node:url";

const folder = resolve(process.env.PREFLIGHT_WASM);
const preflight = await import(pathToFileURL(join(folder, "preflight.js")));
preflight.initSync({ module: readFileSync(join(folder, "preflight_bg.wasm")) });

const DOCUMENT = '{"kind": "rich-card", "id": "a", "payload": {"components": [{"type": "body", "text": "<b>x"}]}}';
const REPORT = preflight.reportText(DOCUMENT);

/** What a call throws. */
const thrown = (call) => {
  try {
    call();
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was thrown");
};

const assertWorks = () => {
  for (let time = 0; time < 3; time += 1) assert.equal(preflight.reportText(DOCUMENT), REPORT);
};

beforeEach(assertWorks);

test("a panic throws one error that says where, and the next call works", () => {
  for (let time = 0; time < 5; time += 1) {
    const error = thrown(() => preflight.faultPanic());
    assert.ok(error instanceof Error);
    assert.equal(error.code, "trap");
    assert.match(error.message, /^Preflight came upon a fault of its own: .*fault\.rs.*as it was told to/s);
    assertWorks();
  }
});

for (const [name, kind] of [
  ["faultUnreachable", WebAssembly.RuntimeError],
  ["faultCalls", RangeError],
  ["faultFrames", Error],
]) {
  test(`${name}: the engine throws, and after a restart the next call works`, () => {
    for (let time = 0; time < 5; time += 1) {
      const error = thrown(() => preflight[name]());
      assert.ok(error instanceof kind, String(error));
      assert.equal(error.code, undefined);
      preflight.restart();
      assertWorks();
    }
  });
}

test("without a restart one call more throws, and the next works", () => {
  thrown(() => preflight.faultUnreachable());
  const error = thrown(() => preflight.reportText(DOCUMENT));
  assert.equal(error.code, "trap");
  assert.match(error.message, /call before this one did not end/);
  assertWorks();
});

test("a call that is refused is no fault: the instance stays", () => {
  assert.equal(thrown(() => preflight.check(7)).code, "bad-argument");
  assert.equal(thrown(() => preflight.check("{}", { kind: "postcard" })).code, "unknown-kind");
});
