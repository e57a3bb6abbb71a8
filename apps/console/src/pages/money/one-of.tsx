import { Button, Group, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';

interface OneOfProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** Where the button leads, in words. */
  readonly all: string;
  readonly onAll: () => void;
  readonly children: (data: Data) => ReactNode;
}

/** One of a list, on a page of its own: the way back to all of them, and it as soon as it is here. */
export function OneOf<Data>({ query: { data, error, isPending, refetch }, all, onAll, children }: OneOfProps<Data>) {
  return (
    <Stack gap="lg">
      <Group>
        <Button variant="default" onClick={onAll}>
          {all}
        </Button>
      </Group>
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Rows count={5} /> : null}
      {data === undefined ? null : children(data)}
    </Stack>
  );
}
