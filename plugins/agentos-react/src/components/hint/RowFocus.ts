import { createContext, useContext } from 'react';

/**
 * Whether the row around a hint is the one the keyboard stands on; undefined outside of tables.
 * A table of a thousand rows is then one tab stop and not a thousand.
 * @public
 */
export const RowFocusContext = createContext<boolean | undefined>(undefined);

/**
 * `tabIndex` of something focusable that may stand inside a row.
 * @public
 */
export const useRowTabIndex = (): 0 | -1 => (useContext(RowFocusContext) === false ? -1 : 0);
