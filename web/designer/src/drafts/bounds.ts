/**
 * How much of the history is kept.
 *
 * @module
 */

/** The most versions. */
export const MOST_VERSIONS = 50;

/** The most that their texts take together. UTF-16 code units, which is what browsers keep. */
export const MOST_UNITS = 4_000_000;

/** What a bound asks of a version. */
export interface Bounded {
  id: number;
  /** When it was kept. Milliseconds. */
  time: number;
  /** How long its text is. */
  units: number;
}

/** The ids of the versions that have to go, the oldest first. The newest one stays, however large it is. */
export function surplus(versions: Bounded[]): number[] {
  const newestFirst = [...versions].sort((one, other) => other.time - one.time || other.id - one.id);
  let units = 0;
  const kept = newestFirst.findIndex((version, index) => {
    units += version.units;
    return index > 0 && (index >= MOST_VERSIONS || units > MOST_UNITS);
  });
  if (kept < 0) return [];
  return newestFirst
    .slice(kept)
    .map(({ id }) => id)
    .reverse();
}
