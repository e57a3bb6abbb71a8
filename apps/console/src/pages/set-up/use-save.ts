import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fieldErrors } from '../../api/problems.ts';
import { useAsking } from '../../shell/session-context.ts';

/** Saves something of the set-up, then reads the check-list and everything of this library again. */
export function useSave<In, Out>(save: (input: In, library: string) => Promise<Out>, onSaved?: (out: Out) => void) {
  const queries = useQueryClient();
  const { tenant } = useAsking();
  const saving = useMutation({
    mutationFn: (input: In) => save(input, tenant),
    onSuccess: async (out) => {
      onSaved?.(out);
      await queries.invalidateQueries({ queryKey: ['set-up', tenant] });
    },
  });
  return { ...saving, wrong: fieldErrors(saving.error) };
}
