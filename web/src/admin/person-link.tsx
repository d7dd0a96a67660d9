import { useOffice } from './office';

/** The way to somebody's history. */
export function PersonLink({ id, name }: { id: string; name?: string }) {
  const office = useOffice();
  return (
    <button type="button" class="small" dir="auto" onClick={() => office.showPerson(id)}>
      {name ?? office.words.history}
    </button>
  );
}
