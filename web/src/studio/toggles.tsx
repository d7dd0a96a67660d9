/** Words of which any number holds. */
export function Toggles<T extends string>({
  legend,
  all,
  on,
  name,
  change,
}: {
  legend: string;
  all: readonly T[];
  on: ReadonlySet<T>;
  name: (one: T) => string;
  change: (on: ReadonlySet<T>) => void;
}) {
  const toggle = (one: T) => {
    const next = new Set(on);
    if (!next.delete(one)) next.add(one);
    change(next);
  };
  return (
    <fieldset class="toggles">
      <legend class="unseen">{legend}</legend>
      {all.map((one) => (
        <button key={one} type="button" class="chip" aria-pressed={on.has(one)} onClick={() => toggle(one)}>
          {name(one)}
        </button>
      ))}
    </fieldset>
  );
}

/** Words of which one holds. */
export function Choice<T extends string>({
  label,
  all,
  value,
  name,
  change,
}: {
  label: string;
  all: readonly T[];
  value: T;
  name: (one: T) => string;
  change: (one: T) => void;
}) {
  return (
    <label class="choice">
      <span>{label}</span>
      <select value={value} onChange={(e) => change(e.currentTarget.value as T)}>
        {all.map((one) => (
          <option key={one} value={one}>
            {name(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
