import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { worldTimeQuery } from '../api/demo.ts';
import { useTimeZone } from './zone.ts';

/** Today as `YYYY-MM-DD`: by the demonstration's clock where it is one, else by the clock of who looks. */
export function useToday(): string {
  const timeZone = useTimeZone();
  const { data } = useQuery(worldTimeQuery);
  const [opened] = useState(() => new Date());
  // the only format that is written year first, with hyphens
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(data ? new Date(data.now) : opened);
}
