import type { Signal } from '@preact/signals';

/** One line to fill in. */
export function Field({
  label,
  value,
  hint,
  secret,
  complete,
}: {
  label: string;
  value: Signal<string>;
  hint?: string;
  secret?: boolean;
  /** What a browser may fill in. */
  complete: 'username' | 'current-password' | 'new-password' | 'one-time-code';
}) {
  return (
    <label class="field">
      {label}
      <input
        type={(secret ? 'password' : 'text') as 'text'}
        autocomplete={complete}
        autocapitalize="none"
        spellcheck={false}
        value={value.value}
        onInput={(e) => (value.value = e.currentTarget.value)}
      />
      {hint && <small>{hint}</small>}
    </label>
  );
}
