import type { ReadonlySignal } from '@preact/signals';
import type { Api } from '../net/api';
import type { Me } from '../wire/types';

/** What the house's dialogs need of the app. */
export interface HouseNeeds {
  api: Api;
  visit: {
    /** The other service one may sign in by; empty when there is none. */
    signIn: ReadonlySignal<string>;
    complain(error: unknown): void;
    /** What the server says of oneself. */
    know(me: Me): void;
  };
}
