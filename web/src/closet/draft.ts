import type { Recipe } from './recipe';

const key = 'yokocho.draft';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The look somebody was making when they left the closet without wearing it, in this tab. */
export class Draft {
  constructor(private readonly storage: Store) {}

  read(): Recipe | undefined {
    try {
      const kept = JSON.parse(this.storage.getItem(key) ?? 'null') as Recipe | null;
      return Array.isArray(kept?.wear) ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  keep(recipe: Recipe): void {
    this.storage.setItem(key, JSON.stringify(recipe));
  }

  forget(): void {
    this.storage.removeItem(key);
  }
}
