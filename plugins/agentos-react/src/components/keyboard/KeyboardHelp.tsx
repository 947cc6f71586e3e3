import KeyboardIcon from '@mui/icons-material/KeyboardOutlined';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import { useId, useState } from 'react';
import { TextButton } from '../button';
import { SHORTCUTS } from './shortcuts';
import { useShortcut } from './useShortcut';

const Keys = styled('dl')({
  display: 'grid',
  gridTemplateColumns: 'max-content 1fr',
  gap: '8px 20px',
  // Room for the frames of the first keys.
  margin: '2px 0 0',
  fontSize: 13,
  '& dd': { margin: 0 },
});

const Key = styled('kbd')(({ theme }) => ({
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
  padding: '1px 6px',
  marginRight: 4,
  fontFamily: 'inherit',
  fontSize: 12,
}));

/**
 * A button and the key `?`: the keys of the page in a dialog. The focus returns to where it was.
 * @public
 */
export function KeyboardHelp() {
  const [open, setOpen] = useState(false);
  const titleId = useId();
  const close = () => setOpen(false);
  useShortcut('?', event => {
    event.preventDefault();
    setOpen(true);
  });
  return (
    <>
      <IconButton
        size="small"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={() => setOpen(true)}
      >
        <KeyboardIcon fontSize="small" />
      </IconButton>
      <Dialog open={open} onClose={close} aria-labelledby={titleId}>
        <DialogTitle id={titleId}>Keyboard shortcuts</DialogTitle>
        <DialogContent>
          <Keys>
            {SHORTCUTS.map(({ keys, does }) => [
              <dt key={does}>
                {keys.map(key => (
                  <Key key={key}>{key}</Key>
                ))}
              </dt>,
              <dd key={`${does} text`}>{does}</dd>,
            ])}
          </Keys>
        </DialogContent>
        <DialogActions>
          <TextButton onClick={close}>Close</TextButton>
        </DialogActions>
      </Dialog>
    </>
  );
}
