import type { PersonView } from '../wire/types';
import { useModel, useWords } from './model';
import { GestureIcon } from './wheel/drawings';

/** What somebody does that one may join in. */
export type Dance = 'dance' | 'groove';

/** What somebody is dancing that one is not. */
export function joinable(person: PersonView, self: PersonView | undefined): Dance | undefined {
  const { doing } = person;
  if (!self || person.id === self.id || doing === self.doing) return undefined;
  return doing === 'dance' || doing === 'groove' ? doing : undefined;
}

/** A button for everybody who dances, with which one dances as they do. */
export function JoinButtons() {
  const { world, actions } = useModel();
  const words = useWords();
  const self = world.self.value;
  return world.people.value.map((person) => {
    const dance = world.unheard.value.has(person.id) ? undefined : joinable(person, self);
    if (!dance) return null;
    const join = () => {
      // The button goes, and the focus would go with it.
      document.querySelector<HTMLElement>('.scene')?.focus({ preventScroll: true });
      actions.express(dance);
    };
    return (
      <button
        key={person.id}
        type="button"
        class="join"
        data-who={person.id}
        aria-label={`${words.joinIn[dance]}: ${person.name}`}
        onClick={join}
      >
        <GestureIcon name={dance} />
        {words.join}
      </button>
    );
  });
}
