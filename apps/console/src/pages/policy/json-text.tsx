import { Code } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** JSON to read. */
export function JsonText({ json }: { readonly json: unknown }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('policy.json')}>
      <Code block mah="70vh" style={{ overflow: 'auto' }} tabIndex={0}>
        {JSON.stringify(json, null, 2)}
      </Code>
    </section>
  );
}
