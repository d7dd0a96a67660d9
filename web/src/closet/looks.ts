import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { OutfitHash, SavedLook } from '../wire/types';
import type { ClosetNeeds } from './needs';

/** The looks one has saved, the newest first. */
export class Looks {
  private readonly list: Signal<readonly SavedLook[] | undefined> = signal(undefined);

  constructor(
    private readonly api: Pick<ClosetNeeds['api'], 'looks' | 'saveLook' | 'renameLook' | 'dropLook'>,
    private readonly complain: (error: unknown) => void,
  ) {}

  /** Undefined until they are read. */
  get all(): ReadonlySignal<readonly SavedLook[] | undefined> {
    return this.list;
  }

  read(): Promise<boolean> {
    return this.done(async () => {
      this.list.value = await this.api.looks();
    });
  }

  save(outfit: OutfitHash, name: string): Promise<boolean> {
    return this.done(async () => {
      const look = await this.api.saveLook(outfit, name);
      this.list.value = [look, ...(this.list.peek() ?? [])];
    });
  }

  rename(id: string, name: string): Promise<boolean> {
    return this.done(async () => {
      const renamed = await this.api.renameLook(id, name);
      this.list.value = this.list.peek()?.map((look) => (look.id === id ? renamed : look));
    });
  }

  drop(id: string): Promise<boolean> {
    return this.done(async () => {
      await this.api.dropLook(id);
      this.list.value = this.list.peek()?.filter((look) => look.id !== id);
    });
  }

  private async done(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.complain(error);
      return false;
    }
  }
}
