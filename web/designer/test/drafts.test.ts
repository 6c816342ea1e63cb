import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bounded, MOST_UNITS, MOST_VERSIONS, surplus } from "../src/drafts/bounds.ts";

const versions = (sizes: number[]): Bounded[] =>
  sizes.map((units, index) => ({ id: index + 1, time: 1000 + index, units }));

describe("the bounds of the history", () => {
  it("keep everything while it is little", () => {
    expect(surplus(versions([1, 2, 3]))).toEqual([]);
    expect(surplus([])).toEqual([]);
  });

  it("let the oldest go first where there are too many", () => {
    expect(surplus(versions(Array(MOST_VERSIONS + 2).fill(1)))).toEqual([1, 2]);
  });

  it("let the oldest go first where they are too large together", () => {
    expect(surplus(versions([MOST_UNITS / 2, MOST_UNITS / 2, MOST_UNITS / 2]))).toEqual([1]);
  });

  it("keep the newest, however large", () => {
    expect(surplus(versions([1, MOST_UNITS + 1]))).toEqual([1]);
  });

  it("hold afterwards, and let nothing go that is newer than what stays", () => {
    const some = fc.array(fc.record({ time: fc.nat(1000), units: fc.nat(MOST_UNITS) }), { maxLength: 80 });
    fc.assert(
      fc.property(some, (rows) => {
        const all = rows.map((row, id) => ({ ...row, id }));
        const gone = new Set(surplus(all));
        const stay = all.filter(({ id }) => !gone.has(id));
        expect(stay.length).toBeLessThanOrEqual(MOST_VERSIONS);
        const units = stay.reduce((sum, { units }) => sum + units, 0);
        expect(stay.length <= 1 || units <= MOST_UNITS).toBe(true);
        const oldest = Math.min(...stay.map(({ time }) => time));
        for (const { id, time } of all) if (gone.has(id)) expect(time).toBeLessThanOrEqual(oldest);
      }),
    );
  });
});
