import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import {
  agentosSystemControlPermission,
  PRESET_LIMITS,
  type PresetRequest,
} from '@agentos-portal/plugin-agentos-common';
import { saidBy, usePermissionReason } from '@agentos-portal/plugin-agentos-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEffect, useId, useRef, useState } from 'react';
import { queueTranslationRef } from '../../translation';
import { usePresets } from './usePresets';

/** @internal */
export interface SavePresetProps {
  q: string;
  onClose: () => void;
}

/**
 * Saves a search under a name. One for everybody needs the permission to control the system.
 * @internal
 */
export function SavePreset({ q, onClose }: SavePresetProps) {
  const { t } = useTranslationRef(queueTranslationRef);
  const { save } = usePresets();
  const [title, setTitle] = useState('');
  const [scope, setScope] = useState<PresetRequest['scope']>('own');
  const [refused, setRefused] = useState<Error>();
  const [isBusy, setBusy] = useState(false);
  const notShared = usePermissionReason(agentosSystemControlPermission);
  const titleId = useId();
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => name.current?.focus(), []);
  const submit = async () => {
    setBusy(true);
    setRefused(undefined);
    try {
      await save(crypto.randomUUID(), { title: title.trim(), q, scope });
      onClose();
    } catch (error) {
      setRefused(error as Error);
      setBusy(false);
    }
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby={titleId}>
      <form
        onSubmit={event => {
          event.preventDefault();
          submit();
        }}
      >
        <DialogTitle id={titleId}>{t('explorer.presets.saveTitle')}</DialogTitle>
        <DialogContent>
          <code>{q}</code>
          <TextField
            inputRef={name}
            fullWidth
            size="small"
            margin="normal"
            label={t('explorer.presets.name')}
            value={title}
            onChange={event => setTitle(event.target.value)}
            inputProps={{ maxLength: PRESET_LIMITS.titleLength }}
          />
          <RadioGroup
            row
            aria-label={t('explorer.presets.scope')}
            value={scope}
            onChange={(_, value) => setScope(value as PresetRequest['scope'])}
          >
            <FormControlLabel
              value="own"
              control={<Radio size="small" />}
              label={t('explorer.presets.own')}
            />
            <FormControlLabel
              value="shared"
              control={<Radio size="small" />}
              label={t('explorer.presets.shared')}
              disabled={notShared !== undefined}
              title={notShared}
            />
          </RadioGroup>
          {refused && <Alert severity="error">{saidBy(refused)}</Alert>}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('explorer.presets.back')}</Button>
          <Button type="submit" variant="contained" disabled={title.trim() === '' || isBusy}>
            {t('explorer.presets.confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
