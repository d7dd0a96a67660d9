import type { Measure } from '../wire/types';

/** Nobody has shown it to oneself yet, or there is an answer. */
export const unread = ({ seen, lifted }: Measure) => !seen && !lifted;
