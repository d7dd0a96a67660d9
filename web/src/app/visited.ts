/** Set once this browser has been somebody here: whoever never was need not ask the server. */
export const visitedKey = 'yokocho.visited';
