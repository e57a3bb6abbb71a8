import { Button, Group, Paper, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readPasted } from '../../components/citation/draft.ts';

interface PasteProps {
  readonly pending: boolean;
  readonly onOpenUrl: (query: string) => void;
  /** A number that says which thing it is; the rest is looked up once the request is made. */
  readonly onFound: (found: {
    readonly kind: string;
    readonly doi?: string;
    readonly isbn?: string;
    readonly pmid?: string;
  }) => void;
}

/** Takes a DOI, ISBN, PMID or a link from a search engine, so that nobody has to type a citation. */
export function Paste({ pending, onOpenUrl, onFound }: PasteProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<'unknown' | 'doi' | 'isbn' | 'pmid'>();
  const take = (): void => {
    const pasted = readPasted(text);
    if (!pasted) return setOutcome('unknown');
    if ('openurl' in pasted) {
      setOutcome(undefined);
      return onOpenUrl(pasted.openurl);
    }
    onFound({ kind: 'isbn' in pasted ? 'book' : 'article', ...pasted });
    setOutcome('doi' in pasted ? 'doi' : 'isbn' in pasted ? 'isbn' : 'pmid');
  };
  return (
    <Paper className="surface" p="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          take();
        }}
      >
        <Group align="flex-start" gap="sm">
          <TextInput
            flex="1 1 320px"
            label={t('ask.paste')}
            description={outcome && outcome !== 'unknown' ? t(`ask.pasted.${outcome}`) : t('ask.pasteHint')}
            value={text}
            error={outcome === 'unknown' ? t('ask.pasted.unknown') : undefined}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" variant="light" mt={{ base: 0, xs: 50 }} loading={pending} disabled={!text.trim()}>
            {t('ask.take')}
          </Button>
        </Group>
      </form>
    </Paper>
  );
}
