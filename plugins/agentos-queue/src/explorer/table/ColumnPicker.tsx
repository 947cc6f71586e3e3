import ViewColumnIcon from '@mui/icons-material/ViewColumnOutlined';
import Checkbox from '@mui/material/Checkbox';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { TextButton } from '@agentos-portal/plugin-agentos-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { queueTranslationRef } from '../../translation';
import { COLUMN_IDS, DEFAULT_COLUMNS } from './columnIds';

/** @internal */
export interface ColumnPickerProps {
  columns: readonly string[];
  /** Told of the ids, undefined for those of the start. */
  onChange: (columns: string | undefined) => void;
}

/**
 * Chooses the columns of the list; they stand in the URL.
 * @internal
 */
export function ColumnPicker({ columns, onChange }: ColumnPickerProps) {
  const { t } = useTranslationRef(queueTranslationRef);
  const [anchor, setAnchor] = useState<HTMLElement>();
  const toggle = (id: string) => {
    const next = COLUMN_IDS.filter(known => (known === id) !== columns.includes(known));
    const isDefault = next.join() === DEFAULT_COLUMNS.join();
    if (next.length > 0) onChange(isDefault ? undefined : next.join());
  };
  return (
    <>
      <TextButton
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        startIcon={<ViewColumnIcon sx={{ fontSize: 16 }} />}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('explorer.column.choose')}
      </TextButton>
      <Menu open={anchor !== undefined} anchorEl={anchor} onClose={() => setAnchor(undefined)}>
        {COLUMN_IDS.map(id => (
          <MenuItem
            key={id}
            dense
            role="menuitemcheckbox"
            aria-checked={columns.includes(id)}
            onClick={() => toggle(id)}
            sx={{ fontSize: 13, py: 0 }}
          >
            <Checkbox
              size="small"
              checked={columns.includes(id)}
              tabIndex={-1}
              inputProps={{ 'aria-hidden': true }}
              sx={{ p: 0.5, mr: 1 }}
            />
            {t(`explorer.column.${id as 'state'}`)}
          </MenuItem>
        ))}
        <MenuItem dense sx={{ fontSize: 13 }} onClick={() => onChange(undefined)}>
          {t('explorer.column.reset')}
        </MenuItem>
      </Menu>
    </>
  );
}
