import { Group, Skeleton, Stack, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with its own heading. */
export function Section({ title, aside, children }: SectionProps) {
  const id = useId();
  return (
    <Stack component="section" className="surface" p="lg" gap="sm" aria-labelledby={id}>
      <Group justify="space-between" align="baseline">
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Stack>
  );
}

/** A section to come. */
export const SectionPending = () => <Skeleton height={120} radius="md" />;
