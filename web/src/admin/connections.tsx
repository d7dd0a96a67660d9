import { useSignal } from '@preact/signals';
import { type ConnectionRecord, type NewOpening, type Opening, type OpeningList, useOffice } from './office';
import { useRead } from './read';

const day = 24 * 60 * 60 * 1000;

/** Looks into the record of connections: one operator asks, another agrees, and those two read. */
export function Connections() {
  const office = useOffice();
  const { words } = office;
  const [list, again] = useRead<OpeningList>('/admin/connections');
  const nameOf = (id: string) => list.value?.people.find((p) => p.id === id)?.name ?? id;
  return (
    <section class="sheet">
      <h2>{words.tabs.connections}</h2>
      <p class="hint">{words.connectionsHint}</p>
      {list.value?.openings.length === 0 && <p>{words.noOpenings}</p>}
      <ul class="cards">
        {list.value?.openings.map((opening) => (
          <Asked key={opening.id} opening={opening} nameOf={nameOf} again={again} />
        ))}
      </ul>
    </section>
  );
}

function Asked({ opening, nameOf, again }: { opening: Opening; nameOf(id: string): string; again(): Promise<void> }) {
  const office = useOffice();
  const { words } = office;
  const record = useSignal<ConnectionRecord | undefined>(undefined);
  const { id, about, by, agreed, from, until, reason } = opening;
  const me = office.me.value?.visitor.id;
  const agree = async () => {
    await office.try(() => office.post(`/admin/connections/${id}/agree`));
    await again();
  };
  const read = () =>
    office.try(async () => {
      record.value = await office.get<ConnectionRecord>(`/admin/connections/${id}`);
    });
  return (
    <li class="office-card">
      <span class="card-head">
        <b dir="auto">{nameOf(about)}</b>
        <small>
          {office.when(from)} – {office.when(until)}
        </small>
      </span>
      <p dir="auto">{reason}</p>
      <small dir="auto">
        {words.askedBy(nameOf(by))}
        {agreed && ` · ${words.agreedBy(nameOf(agreed))}`}
      </small>
      {!agreed && me !== by && (
        <button type="button" class="small" onClick={agree}>
          {words.agree}
        </button>
      )}
      {!agreed && me === by && <p class="hint">{words.waitsForAnother}</p>}
      {agreed && (me === by || me === agreed) && !record.value && (
        <button type="button" class="small" onClick={read}>
          {words.readRecord}
        </button>
      )}
      {record.value && (
        <div class="table">
          <table>
            <thead>
              <tr>
                <th>{words.when}</th>
                <th>{words.address}</th>
                <th>{words.port}</th>
              </tr>
            </thead>
            <tbody>
              {record.value.connections.map((one) => (
                <tr key={`${one.at} ${one.address} ${one.port}`}>
                  <td>
                    <time dateTime={new Date(one.at).toISOString()}>{office.when(one.at)}</time>
                  </td>
                  <td>{one.address}</td>
                  <td>{one.port ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {record.value.connections.length === 0 && <p class="hint">{words.noHistory}</p>}
        </div>
      )}
    </li>
  );
}

/** Asks for a look into the record of one person's connections. */
export function AskConnections({ id }: { id: string }) {
  const office = useOffice();
  const { words } = office;
  const reason = useSignal('');
  const from = useSignal(dateOf(Date.now() - 7 * day));
  const until = useSignal(dateOf(Date.now()));
  const ask = async (event: Event) => {
    event.preventDefault();
    await office.try(async () => {
      await office.post('/admin/connections', {
        about: id,
        from: midnight(from.value),
        until: midnight(until.value, 1),
        reason: reason.value,
      } satisfies NewOpening);
      office.go('connections');
    });
  };
  return (
    <section class="sheet">
      <h2>{words.tabs.connections}</h2>
      <p class="hint">{words.connectionsHint}</p>
      <form class="office-form" onSubmit={ask}>
        <label>
          {words.from}
          <input type="date" required value={from.value} onInput={(e) => (from.value = e.currentTarget.value)} />
        </label>
        <label>
          {words.to}
          <input type="date" required value={until.value} onInput={(e) => (until.value = e.currentTarget.value)} />
        </label>
        <label>
          {words.reasonForTwo}
          <textarea maxLength={500} value={reason.value} onInput={(e) => (reason.value = e.currentTarget.value)} />
        </label>
        <button type="submit" class="small" disabled={!reason.value.trim()}>
          {words.askRecord}
        </button>
      </form>
    </section>
  );
}

/** The viewer's own day, as a date field has it. */
function dateOf(at: number): string {
  const day = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** When that day begins for the viewer, or one so many days later. */
function midnight(date: string, later = 0): number {
  const at = new Date(`${date}T00:00`);
  return at.setDate(at.getDate() + later);
}
