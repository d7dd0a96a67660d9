import type { Api } from '../net/api';
import type { Me } from '../wire/types';

/** What the house's dialogs need of the app. */
export interface HouseNeeds {
  api: Api;
  visit: {
    complain(error: unknown): void;
    /** What the server says of oneself. */
    know(me: Me): void;
  };
}
