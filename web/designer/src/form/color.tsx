import "./color.css";
import { useSignal } from "@preact/signals";
import type { Contrast, ContrastPair, FormShape, Suggestion } from "@preflight/core";
import { useEffect } from "preact/hooks";
import { announce } from "../state/announce.ts";
import { core, superseded } from "../state/engine.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { setValue } from "./actions.ts";
import type { ControlProps } from "./controls.tsx";
import { followInspection, inspection, standingOf } from "./inspection.ts";
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

/** How a colour stands against plain text, and where it is drawn. */
function Standing({ place, color, name, order }: StandingProps) {
  useEffect(followInspection, []);
  const measured = inspection.value === null ? null : standingOf(inspection.value, place.pointer);
  const use = (wanted: string, reached: number) => {
    setValue(place.pointer, wanted, { order });
    announce(`${name} is ${wanted}, contrast ${ratio(reached)}`);
  };
  const nearest = measured?.nearest;
  return (
    <>
      <PlainText color={color} onUse={use} />
      {measured !== null && measured.pairs.length > 0 && (
        <>
          <p class="form-help">As it is drawn now, with what the messenger makes of it:</p>
          <ul class="form-pairs" aria-label={`Contrast of ${name.toLowerCase()} as it is drawn`}>
            {measured.pairs.map((pair) => (
              <Pair key={`${pair.node} ${pair.use} ${pair.foreground} ${pair.background}`} pair={pair} />
            ))}
          </ul>
        </>
      )}
      {nearest !== undefined && (
        <UseNearest color={nearest.suggestion} reached={nearest.ratio} what="everywhere it is drawn" onUse={use} />
      )}
    </>
  );
}

interface UseNearestProps {
  color: string;
  reached: number;
  /** Where it passes. */
  what: string;
  onUse: (color: string, reached: number) => void;
}

/** Takes the colour nearest to the author's that passes. */
function UseNearest({ color, reached, what, onUse }: UseNearestProps) {
  return (
    <Button look="quiet" class="form-nearest" onClick={() => onUse(color, reached)}>
      <span class="form-swatch" style={{ background: color }} />
      Use nearest passing colour {color}{" "}
      <span class="soft">
        ({ratio(reached)} {what})
      </span>
    </Button>
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
      <Sample foreground={foreground} background={background} />
      <span class="form-pair-what">
        {sample === "" ? USES[use] : `“${sample}”`}
        {count > 1 && <span class="soft"> and {count - 1} more</span>}
      </span>
      <span class="form-pair-outcome">
        <Icon name={outcome === "pass" ? "check" : outcome === "fail" ? "error" : "info"} />
        {ratio(pair.ratio)}{" "}
        <span class="soft">
          of {needed}:1 for {USES[use]}
        </span>
        <span class="hidden-visually"> {OUTCOMES[outcome]}</span>
      </span>
    </li>
  );
}

/** What it looks like. It is drawn rather than written: it may well be what nobody can read. */
function Sample({ foreground, background }: { foreground: string; background: string }) {
  return (
    <svg class="form-sample" viewBox="0 0 26 18" aria-hidden="true" focusable="false" style={{ background }}>
      <path
        style={{ stroke: foreground }}
        d="M4 14L8 4l4 10M5.4 10.5h5.2M21 14V7.5M21 10.75a3 3.25 0 10-6 0 3 3.25 0 106 0"
      />
    </svg>
  );
}

/** A ratio as it is written, cut off rather than rounded: what is said to pass does. */
function ratio(value: number): string {
  return `${(Math.floor(value * 100) / 100).toFixed(2)}:1`;
}

/** White and black text on the colour, and the nearest colour where it cannot be read. */
const TEXTS = [
  { name: "White text", foreground: "#ffffff" },
  { name: "Black text", foreground: "#000000" },
] as const;

type OnPlain = { name: string; contrast: Contrast; nearest: Suggestion | null };

function PlainText({ color, onUse }: { color: string; onUse: UseNearestProps["onUse"] }) {
  const found = useSignal<OnPlain[]>([]);
  useEffect(() => {
    let stale = false;
    const ask = async ({ name, foreground }: (typeof TEXTS)[number]): Promise<OnPlain> => {
      const contrast = await core.contrast(foreground, color);
      return { name, contrast, nearest: contrast.aa ? null : await core.suggestColor(color, [foreground], "text") };
    };
    Promise.all(TEXTS.map(ask)).then(
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
      {found.value.map(({ name, contrast: { ratio: value, aa, foreground, background }, nearest }) => (
        <li key={name} class={`form-pair ${aa ? "pass" : "plain"}`}>
          <Sample foreground={foreground} background={background} />
          <span class="form-pair-what">{name} on it</span>
          <span class="form-pair-outcome">
            <Icon name={aa ? "check" : "info"} />
            {ratio(value)} <span class="soft">of 4.5:1</span>
            <span class="hidden-visually"> {aa ? "passes" : "fails"}</span>
          </span>
          {nearest !== null && (
            <UseNearest
              color={nearest.color}
              reached={nearest.ratio}
              what={`with ${name.toLowerCase()}`}
              onUse={onUse}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
