import "./color.css";
import { useSignal } from "@preact/signals";
import type { Contrast, ContrastPair, FormShape } from "@preflight/core";
import { useEffect } from "preact/hooks";
import { announce } from "../state/announce.ts";
import { core, superseded } from "../state/engine.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { setValue } from "./actions.ts";
import type { ControlProps } from "./controls.tsx";
import { inspection, standingOf } from "./inspection.ts";
import type { Place } from "./model.ts";
import { aria } from "./slot.ts";

const HEX = /^#[0-9a-fA-F]{6}$/;

/** Whether a text is a colour. */
export function isColor(shape: FormShape): boolean {
  return shape.type === "text" && shape.mode === "css" && shape.pattern?.regex.includes("[0-9A-Fa-f]{6}") === true;
}

/** A colour, written or picked, and how it stands against those it is drawn on. */
export function ColorControl({ slot, described }: ControlProps) {
  const { pointer, place, required, order, label } = slot;
  const value = place?.type === "string" ? String(place.value) : "";
  const name = described.name ?? label;
  return (
    <div class="form-color">
      <div class="form-color-inputs">
        <input
          type="color"
          aria-label={`Pick ${name.toLowerCase()}`}
          value={HEX.test(value) ? value.toLowerCase() : "#000000"}
          onInput={({ currentTarget }) => setValue(pointer, currentTarget.value, { typing: true, order })}
        />
        <input
          {...aria(described, required)}
          type="text"
          class="form-hex"
          autocomplete="off"
          spellcheck={false}
          value={value}
          onInput={({ currentTarget }) => setValue(pointer, currentTarget.value, { typing: true, order })}
        />
      </div>
      {HEX.test(value) && place !== null && <Standing place={place} color={value} name={name} order={order} />}
    </div>
  );
}

interface StandingProps {
  place: Place;
  color: string;
  name: string;
  order: readonly string[];
}

/** How a colour stands where it is drawn. */
function Standing({ place, color, name, order }: StandingProps) {
  const measured = inspection.value === null ? null : standingOf(inspection.value, place);
  if (measured === null) return <OnPlain color={color} />;
  const { pairs, nearest } = measured;
  return (
    <>
      {pairs.length > 0 && (
        <ul class="form-pairs" aria-label={`Contrast of ${name.toLowerCase()}`}>
          {pairs.map((pair) => (
            <Pair key={`${pair.node} ${pair.use} ${pair.foreground} ${pair.background}`} pair={pair} />
          ))}
        </ul>
      )}
      {nearest !== undefined && nearest.suggestion.toLowerCase() !== color.toLowerCase() && (
        <Button
          class="form-nearest"
          onClick={() => {
            setValue(place.pointer, nearest.suggestion, { order });
            announce(`${name} is ${nearest.suggestion}, contrast ${ratio(nearest.ratio)}`);
          }}
        >
          <span class="form-swatch" style={{ background: nearest.suggestion }} />
          Use nearest passing colour {nearest.suggestion} ({ratio(nearest.ratio)})
        </Button>
      )}
    </>
  );
}

const USES: Record<ContrastPair["use"], string> = {
  text: "text",
  "large-text": "large text",
  "non-text": "control",
};

const OUTCOMES = { pass: "passes", fail: "fails", review: "look at it" } as const;

function Pair({ pair }: { pair: ContrastPair }) {
  const { sample, use, foreground, background, needed, outcome, count } = pair;
  return (
    <li class={`form-pair ${outcome}`}>
      <span class="form-sample" style={{ color: foreground, background }} aria-hidden="true">
        Aa
      </span>
      <span class="form-pair-what">
        {sample === "" ? USES[use] : `“${sample}”`}
        {count > 1 && <span class="soft"> and {count - 1} more</span>}
        <span class="soft">
          {" "}
          {foreground} on {background}
        </span>
      </span>
      <span class="form-pair-outcome">
        <Icon name={outcome === "pass" ? "check" : outcome === "fail" ? "error" : "info"} />
        {ratio(pair.ratio)}{" "}
        <span class="soft">
          of {needed}:1 for {USES[use]}
        </span>{" "}
        {OUTCOMES[outcome]}
      </span>
    </li>
  );
}

/** A ratio as it is written, cut off rather than rounded: what is said to pass does. */
function ratio(value: number): string {
  return `${(Math.floor(value * 100) / 100).toFixed(2)}:1`;
}

/** Where nothing is measured: white and black text on the colour. */
function OnPlain({ color }: { color: string }) {
  const found = useSignal<{ name: string; contrast: Contrast }[]>([]);
  useEffect(() => {
    let stale = false;
    const ask = (name: string, foreground: string) =>
      core.contrast(foreground, color).then((contrast) => ({ name, contrast }));
    Promise.all([ask("White text", "#ffffff"), ask("Black text", "#000000")]).then(
      (answers) => {
        if (!stale) found.value = answers;
      },
      (error) => {
        if (!superseded(error)) throw error;
      },
    );
    return () => {
      stale = true;
    };
  }, [color]);
  return (
    <ul class="form-pairs" aria-label="Contrast with plain text">
      {found.value.map(({ name, contrast: { ratio: value, aa, foreground, background } }) => (
        <li key={name} class={`form-pair ${aa ? "pass" : "fail"}`}>
          <span class="form-sample" style={{ color: foreground, background }} aria-hidden="true">
            Aa
          </span>
          <span class="form-pair-what">{name} on it</span>
          <span class="form-pair-outcome">
            <Icon name={aa ? "check" : "info"} />
            {ratio(value)} <span class="soft">of 4.5:1</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
