import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type AuditPage, useOffice } from './office';

/** All that staff did, the newest first. */
export function Audit() {
  const office = useOffice();
  const { words } = office;
  const entries = useSignal<AuditPage['entries']>([]);
  const people = useSignal<AuditPage['people']>([]);
  const whole = useSignal(false);
  const read = () =>
    office.try(async () => {
      const before = entries.peek().at(-1)?.n ?? 0;
      const page = await office.get<AuditPage>(`/admin/audit?before=${before}`);
      entries.value = [...entries.peek(), ...page.entries];
      people.value = [...people.peek(), ...page.people];
      whole.value = page.entries.length === 0 || page.entries.at(-1)!.n === 1;
    });
  useEffect(() => void read(), []);
  const nameOf = (id: string) => people.value.find((p) => p.id === id)?.name ?? id;
  return (
    <section class="sheet">
      <h2>{words.tabs.audit}</h2>
      <div class="table">
        <table>
          <thead>
            <tr>
              <th>{words.when}</th>
              <th>{words.who}</th>
              <th>{words.what}</th>
              <th>{words.whom}</th>
            </tr>
          </thead>
          <tbody>
            {entries.value.map((entry) => (
              <tr key={entry.n}>
                <td>{office.when(entry.at)}</td>
                <td dir="auto">{entry.by ? nameOf(entry.by) : words.itself}</td>
                <td>{words.did[entry.what] ?? entry.what}</td>
                <td dir="auto">{entry.about && nameOf(entry.about)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!whole.value && (
        <button type="button" class="small" onClick={read}>
          {words.more}
        </button>
      )}
    </section>
  );
}
