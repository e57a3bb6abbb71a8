import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The shape of a page while it is fetched. */
export function PagePending() {
  const { t } = useTranslation();
  return (
    <Stack aria-busy="true">
      <VisuallyHidden component="output">{t('common.loading')}</VisuallyHidden>
      <Skeleton height={32} width="40%" />
      <Skeleton height={16} width="60%" />
      <Rows />
    </Stack>
  );
}

/** Some lines of a list to come. */
export function Rows({ count = 6 }: { readonly count?: number }) {
  return (
    <Stack gap="sm" mt="md" aria-hidden>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={52} />
      ))}
    </Stack>
  );
}
