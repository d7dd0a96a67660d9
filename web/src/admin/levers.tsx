import { useSignal } from '@preact/signals';
import { type House, useOffice } from './office';
import { CopyLink } from './person';
import { useRead } from './read';

const levers = [
  'guestsPaused',
  'membersOnly',
  'newcomersOpen',
  'doorsClosed',
] as const satisfies readonly (keyof House)[];
const links = ['live', 'inert', 'held'] as const satisfies readonly House['links'][];
const ages = ['unasked', 'all', 'adults'] as const satisfies readonly House['ages'][];
const keeps = ['publicDays', 'privateDays', 'reportDays', 'connectionDays'] as const satisfies readonly (keyof House)[];
const slow = [0, 5, 15, 30, 60, 300] as const;
const guests = [1, 5, 30, 100] as const;
const day = 24 * 60;

/** What is done in one tap on a bad evening. */
export function Levers() {
  const office = useOffice();
  const { words } = office;
  const [house] = useRead<House>('/admin/house');
  const set = async (change: Partial<House>) => {
    const before = house.value;
    if (!before) return;
    house.value = { ...before, ...change };
    house.value = (await office.try(() => office.put<House>('/admin/house', { ...before, ...change }))) ?? before;
  };
  if (!house.value) return null;
  const { slowSeconds, guestsFreeFrom } = house.value;
  return (
    <>
      <section class="sheet">
        <h2>{words.tabs.levers}</h2>
        <ul class="levers">
          {levers.map((lever) => (
            <li key={lever}>
              <label class="lever">
                <input
                  type="checkbox"
                  checked={house.value?.[lever] ?? false}
                  onChange={(e) => void set({ [lever]: e.currentTarget.checked })}
                />
                <span>
                  <b>{words.lever[lever]}</b>
                  <small>{words.leverHint[lever]}</small>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </section>
      <section class="sheet">
        <h2>{words.slow}</h2>
        <p class="hint">{words.slowHint}</p>
        <ul class="slow">
          {office.rooms.value
            .filter(({ base }) => !base)
            .map(({ id }) => (
              <li key={id}>
                <label>
                  {office.titleOf(id)}
                  <select
                    value={slowSeconds[id] ?? 0}
                    onChange={(e) => void set({ slowSeconds: { ...slowSeconds, [id]: Number(e.currentTarget.value) } })}
                  >
                    {slow.map((n) => (
                      <option key={n} value={n}>
                        {n} {words.seconds}
                      </option>
                    ))}
                  </select>
                </label>
              </li>
            ))}
        </ul>
      </section>
      <section class="sheet">
        <h2>{words.links}</h2>
        <fieldset class="switch">
          <legend class="unseen">{words.links}</legend>
          {links.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={house.value?.links === one}
              onClick={() => void set({ links: one })}
            >
              {words.linkKinds[one]}
            </button>
          ))}
        </fieldset>
      </section>
      <section class="sheet">
        <h2>{words.ages}</h2>
        <p class="hint">{words.agesHint}</p>
        <fieldset class="switch">
          <legend class="unseen">{words.ages}</legend>
          {ages.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={house.value?.ages === one}
              onClick={() => void set({ ages: one })}
            >
              {words.ageKinds[one]}
            </button>
          ))}
        </fieldset>
        {words.duties[house.value.ages].map((duty) => (
          <p key={duty} class="duty">
            {duty}
          </p>
        ))}
      </section>
      <section class="sheet">
        <h2>{words.keep}</h2>
        <p class="hint">{words.keepHint}</p>
        <ul class="slow">
          {keeps.map((what) => (
            <li key={what}>
              <label>
                {words.keeps[what]}
                <input
                  type="number"
                  min={what === 'connectionDays' ? 0 : 1}
                  max={3650}
                  value={house.value?.[what]}
                  onChange={(e) =>
                    e.currentTarget.validity.valid && void set({ [what]: e.currentTarget.valueAsNumber })
                  }
                  required
                />
              </label>
            </li>
          ))}
        </ul>
      </section>
      <Invitation />
      <section class="sheet">
        <h2>{words.free}</h2>
        <textarea
          aria-label={words.free}
          value={guestsFreeFrom.join('\n')}
          onChange={(e) => void set({ guestsFreeFrom: e.currentTarget.value.split(/\s+/).filter(Boolean) })}
        />
        <p class="hint">{words.freeHint}</p>
      </section>
    </>
  );
}

function Invitation() {
  const office = useOffice();
  const { words } = office;
  const many = useSignal<number>(guests[1]);
  const url = useSignal('');
  const make = () =>
    office.try(async () => {
      const link = await office.post<{ url: string }>('/admin/invitations', { guests: many.value, minutes: day });
      url.value = link.url;
    });
  return (
    <section class="sheet">
      <h2>{words.invite}</h2>
      <span class="answers">
        <select
          aria-label={words.invite}
          value={many.value}
          onChange={(e) => (many.value = Number(e.currentTarget.value))}
        >
          {guests.map((n) => (
            <option key={n} value={n}>
              {words.inviteFor(n)}
            </option>
          ))}
        </select>
        <button type="button" class="small" onClick={make}>
          {words.inviteMake}
        </button>
      </span>
      {url.value && <CopyLink url={url.value} hint={words.inviteHint} />}
    </section>
  );
}
