import type { PresetRequest } from '@agentos-portal/plugin-agentos-common';
import {
  agentosApiRef,
  agentosQueryClientApiRef,
  STALE_TIMES_MS,
} from '@agentos-portal/plugin-agentos-react';
import { useAnalytics, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

/** @internal */
export const PRESETS_KEY = ['agentos', 'presets'] as const;

/**
 * The saved searches, and the ways to change them.
 * @internal
 */
export function usePresets() {
  const api = useApi(agentosApiRef);
  const client = useApi(agentosQueryClientApiRef);
  const analytics = useAnalytics();
  const [refused, setRefused] = useState<Error>();
  const { data, error } = useQuery(
    {
      queryKey: PRESETS_KEY,
      queryFn: ({ signal }) => api.getPresets({ signal }),
      staleTime: STALE_TIMES_MS.jobList,
      refetchOnWindowFocus: false,
    },
    client,
  );
  const again = useCallback(() => client.invalidateQueries({ queryKey: PRESETS_KEY }), [client]);
  return {
    presets: data ?? [],
    error: data ? undefined : (error ?? undefined),
    /** Why the last one was not removed. */
    refused,
    save: async (id: string, preset: PresetRequest) => {
      await api.putPreset(id, preset);
      analytics.captureEvent('create', 'job-preset', { attributes: { scope: preset.scope } });
      await again();
    },
    remove: (id: string) => {
      setRefused(undefined);
      api.deletePreset(id).then(again, setRefused);
    },
  };
}
