import { type Numbers as Read, useOffice } from './office';
import { useRead } from './read';

const steps = ['opened', 'entered', 'moved', 'spoke', 'answered', 'stayed', 'returned'] as const;

/** How far those get who come for the first time. */
export function Numbers() {
  const office = useOffice();
  const { words } = office;
  const [read] = useRead<Read>('/admin/numbers');
  return (
    <section class="sheet">
      <h2>{words.tabs.numbers}</h2>
      <p class="hint">{words.numbersHint}</p>
      <div class="table">
        <table>
          <thead>
            <tr>
              <th>{words.day}</th>
              {steps.map((step) => (
                <th key={step}>{words.steps[step]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {read.value?.days.map(({ day, steps: counts }) => (
              <tr key={day}>
                <th scope="row">
                  <time dateTime={day}>{office.dayOf(day)}</time>
                </th>
                {steps.map((step) => (
                  <td key={step}>{counts[step] ?? '–'}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
