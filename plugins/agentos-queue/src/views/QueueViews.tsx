import { styled } from '@mui/material/styles';
import { useInstanceId } from '@agentos-portal/plugin-agentos-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NavLink } from 'react-router-dom';
import { queueTranslationRef } from '../translation';

const Root = styled('nav')(({ theme }) => ({
  display: 'flex',
  gap: 4,
  margin: '-8px 0 12px',
  borderBottom: `1px solid ${theme.palette.divider}`,
  '& a': {
    padding: '6px 10px',
    marginBottom: -1,
    fontWeight: 500,
    color: theme.palette.text.secondary,
    textDecoration: 'none',
    borderBottom: '2px solid transparent',
    '&:hover': { color: theme.palette.text.primary },
    '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}`, outlineOffset: -2 },
    '&[aria-current]': {
      color: theme.palette.text.primary,
      borderBottomColor: theme.palette.primary.main,
    },
  },
}));

/** Where each view is below `/agentos/queue`, in the order they are shown. */
const VIEWS = [
  { key: 'views.queues', path: '' },
  { key: 'views.jobs', path: 'jobs' },
  { key: 'views.schedules', path: 'schedules' },
] as const;

/**
 * The views of the Queue tab. They keep the chosen instance and nothing else of the URL.
 * @internal
 */
export function QueueViews() {
  const { t } = useTranslationRef(queueTranslationRef);
  const instance = useInstanceId();
  const search = instance ? `?${new URLSearchParams({ instance })}` : '';
  return (
    <Root aria-label={t('views.label')}>
      {VIEWS.map(({ key, path }) => (
        <NavLink key={key} to={{ pathname: path, search }} end={path === ''}>
          {t(key)}
        </NavLink>
      ))}
    </Root>
  );
}
