import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFileText, IconJson } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { collectPatronData } from '../../api/patrons.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../words/words.ts';
import { asPage } from './as-page.ts';

type Format = 'page' | 'json';

/** Hands out everything that is kept of a patron: to read, or for another program. @param who `own`, or a patronRef */
export function HandOut({ who, name }: { readonly who: string; readonly name: string }) {
  const { t, i18n } = useTranslation();
  const { dateTime } = useWords();
  const take = useMutation({
    mutationFn: async (format: Format) => {
      const data = await collectPatronData(who);
      const at = new Date().toISOString();
      const title = t('patrons.kept', { name });
      const text =
        format === 'page'
          ? asPage(title, t('patrons.keptAt', { at: dateTime(at) }), data, i18n.language)
          : JSON.stringify({ title, at, services: data }, undefined, 2);
      download(`trillium-${at.slice(0, 10)}.${format === 'page' ? 'html' : 'json'}`, text, format);
      return data.reduce((sum, { parts }) => sum + parts.reduce((count, { rows }) => count + rows.length, 0), 0);
    },
  });
  return (
    <Stack gap="xs">
      {take.error ? <ProblemAlert error={take.error} /> : null}
      <Group>
        <Button
          variant="default"
          leftSection={<IconFileText size={18} aria-hidden />}
          loading={take.isPending && take.variables === 'page'}
          onClick={() => take.mutate('page')}
        >
          {t('patrons.toRead')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconJson size={18} aria-hidden />}
          loading={take.isPending && take.variables === 'json'}
          onClick={() => take.mutate('json')}
        >
          {t('patrons.forPrograms')}
        </Button>
      </Group>
      {take.isSuccess ? (
        <Text size="sm" component="output">
          {t('patrons.taken', { count: take.data })}
        </Text>
      ) : null}
    </Stack>
  );
}

function download(name: string, text: string, format: Format): void {
  const url = URL.createObjectURL(new Blob([text], { type: format === 'page' ? 'text/html' : 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
