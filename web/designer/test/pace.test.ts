import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { paced } from "../src/state/pace.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("paced work", () => {
  it("is done at once, then together at the end of each while, and the last of it is never lost", () => {
    const done: [number, string][] = [];
    const ask = paced(100, (what: string) => void done.push([performance.now(), what]));
    const start = performance.now();
    for (const letter of "abcdefg") {
      ask(letter);
      vi.advanceTimersByTime(30);
    }
    vi.advanceTimersByTime(1000);
    expect(done.map(([time, what]) => [time - start, what])).toEqual([
      [0, "a"],
      [100, "d"],
      [200, "g"],
    ]);
  });
});
