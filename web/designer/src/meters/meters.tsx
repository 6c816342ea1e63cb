import { verdict } from "../state/engine.ts";

/** What was measured, against its limit. */
export function Meters() {
  const facts = Object.entries(verdict.value?.report.facts ?? {});
  return (
    <dl class="meters">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
