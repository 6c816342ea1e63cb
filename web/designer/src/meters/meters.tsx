import "./meters.css";
import { computed, signal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { core, failed, options, type Verdict, verdict } from "../state/engine.ts";
import { limits } from "../state/limits.ts";
import { MEASURES, type Measure } from "./table.ts";

/** The payload of the last verdict's text. */
const built = signal<{ of: Verdict; payload: unknown } | null>(null);

const lane = core.latest();

async function build(of: Verdict): Promise<void> {
  try {
    const { payload } = await lane.build(of.text, options.peek());
    built.value = { of, payload: payload === null ? undefined : JSON.parse(payload) };
  } catch (error) {
    failed(error);
  }
}

interface Reading {
  label: string;
  value: number;
  limit: number;
  unit: string;
  documentation: string;
}

/** What could be measured. */
const readings = computed<Reading[]>(() => {
  const now = built.value;
  if (now === null) return [];
  const { report, text } = now.of;
  return MEASURES.filter(({ kind }) => kind === undefined || kind === report.kind).flatMap((measure) => {
    const value = measure.of({ report, text, payload: now.payload });
    const limit = bound(measure);
    return value === undefined || limit === undefined ? [] : [{ label: measure.label, value, ...limit }];
  });
});

function bound({ limit }: Measure): Omit<Reading, "label" | "value"> | undefined {
  if (typeof limit !== "string") return { limit: limit.value, unit: limit.unit, documentation: "" };
  const known = limits.value.get(limit);
  return known === undefined ? undefined : { limit: known.value, unit: known.unit, documentation: known.documentation };
}

/** What was measured, each against its limit. */
export function Meters() {
  const now = verdict.value;
  useEffect(() => {
    if (now !== null) void build(now);
  }, [now]);
  if (now === null || now.text.trim() === "") return <p class="empty">There is nothing to measure yet.</p>;
  return (
    <dl class="meters">
      {readings.value.map((reading) => (
        <Meter key={reading.label} {...reading} />
      ))}
    </dl>
  );
}

/** From this share of a limit on, a meter says that it is close. */
const CLOSE = 0.8;

function Meter({ label, value, limit, unit, documentation }: Reading) {
  const name = useId();
  const share = limit === 0 ? 1 : value / limit;
  const state = share > 1 ? "over" : share >= CLOSE ? "close" : "fine";
  const said = `${format(value)} of ${format(limit)} ${unit}${state === "over" ? ": too much" : ""}`;
  return (
    <div class={`meter ${state}`} title={documentation}>
      <dt id={name}>{label}</dt>
      <dd>
        <span>{said}</span>
        <meter aria-labelledby={name} max={limit} high={limit * CLOSE} optimum={0} value={value} />
      </dd>
    </div>
  );
}

const format = (value: number) => value.toLocaleString("en");
