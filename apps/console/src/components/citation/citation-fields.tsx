import { Grid, NativeSelect, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fieldsFor, FORMS, formOf, OTHER_KINDS, type CitationDraft, type CitationField, type Form } from './draft.ts';

interface CitationFieldsProps {
  readonly draft: CitationDraft;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (draft: CitationDraft) => void;
}

const SHORT: readonly CitationField[] = ['volume', 'issue', 'pages', 'year', 'issn', 'isbn', 'doi', 'pmid', 'edition'];

/** The citation as a form: the kind of thing first, then the fields that kind has. */
export function CitationFields({ draft, errors, onChange }: CitationFieldsProps) {
  const { t } = useTranslation();
  const form = formOf(draft.kind);
  const switchTo = (next: Form): void => onChange({ ...draft, kind: next === 'other' ? 'unknown' : next });
  return (
    <Stack>
      <SegmentedControl
        aria-label={t('citation.kind')}
        value={form}
        onChange={switchTo}
        data={FORMS.map((value) => ({ value, label: t(`citation.form.${value}`) }))}
        fullWidth
      />
      {form === 'other' ? (
        <NativeSelect
          label={t('citation.otherKind')}
          value={draft.kind}
          error={errors['kind']}
          onChange={(event) => onChange({ ...draft, kind: event.currentTarget.value })}
          data={OTHER_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
      ) : null}
      <Grid gap="md">
        {fieldsFor(draft.kind).map((field) => (
          <Grid.Col key={field} span={{ base: SHORT.includes(field) ? 6 : 12, sm: SHORT.includes(field) ? 4 : 12 }}>
            <TextInput
              label={t(
                field === 'container'
                  ? `citation.container.${draft.kind === 'chapter' ? 'book' : 'journal'}`
                  : `citation.${field}`,
              )}
              description={field === 'authors' ? t('citation.authorsHint') : undefined}
              value={draft[field] ?? ''}
              error={errors[field]}
              inputMode={field === 'year' || field === 'pmid' ? 'numeric' : 'text'}
              onChange={(event) => onChange({ ...draft, [field]: event.currentTarget.value })}
            />
          </Grid.Col>
        ))}
      </Grid>
    </Stack>
  );
}
