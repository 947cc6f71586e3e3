/** The time for which a fault lasts. */
export const pass = ms => new Promise(done => setTimeout(done, ms));
