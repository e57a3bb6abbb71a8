import { FileInput, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bringHoldings, type HoldingsFile } from '../../../api/holdings.ts';
import { Save } from '../saved.tsx';
import { useSave } from '../use-save.ts';
import { ConnectorForm } from './connector-form.tsx';

/** What the library holds: its catalog as it stands (SRU), or as a file; its licensed titles. */
export function HoldingsStep() {
  const { t } = useTranslation();
  return (
    <Stack gap="lg">
      <ConnectorForm kind="sru" />
      <FileForm
        what="catalog"
        title={t('setUp.holdings.catalog')}
        about={t('setUp.holdings.catalogAbout')}
        accept=".mrc,.marc,.xml"
      />
      <FileForm
        what="licenses"
        title={t('setUp.holdings.licenses')}
        about={t('setUp.holdings.licensesAbout')}
        accept=".tsv,.txt"
      />
    </Stack>
  );
}

interface FileFormProps {
  readonly what: HoldingsFile;
  readonly title: string;
  readonly about: string;
  readonly accept: string;
}

function FileForm({ what, title, about, accept }: FileFormProps) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const { mutate, data, ...saving } = useSave((chosen: File) => bringHoldings(what, chosen));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (file) mutate(file);
      }}
    >
      <Stack gap="sm">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text size="sm" className="quiet">
          {about}
        </Text>
        <FileInput label={t('setUp.holdings.file')} accept={accept} clearable value={file} onChange={setFile} />
        {data ? (
          <Text aria-live="polite">
            {t('setUp.holdings.taken', { count: data.taken })}{' '}
            {data.remarks
              .slice(0, 5)
              .map(({ line, reason }) => `${t('setUp.patrons.line', { line })} ${reason}`)
              .join(' ')}
          </Text>
        ) : null}
        <Save saving={{ ...saving, isSuccess: false }} label={t('setUp.holdings.take')} />
      </Stack>
    </form>
  );
}
