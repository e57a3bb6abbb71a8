import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isMoney } from './actions/fields.ts';
import type { ProposedStep as Proposed } from '../api/shapes.ts';
import { FOLLOWS } from '../words/follows.ts';
import { useWords } from '../words/words.ts';

/** What a student worker proposes: the step, what was filled in, what would follow; or why it came back. */
export function ProposedStep({ proposed }: { readonly proposed: Proposed }) {
  const { t } = useTranslation();
  const { word, money } = useWords();
  const { step, own, state, fields, would, reason } = proposed;
  const says = (name: string, value: unknown): string => {
    if (isMoney(value)) return money(value);
    if (Array.isArray(value)) return value.map((one) => says(name, one)).join(', ');
    if (typeof value !== 'string') return JSON.stringify(value);
    return name === 'route' ? word('route', value) : value;
  };
  const follows = FOLLOWS.filter((one) => would.includes(one));
  return (
    <Stack gap={2} className="break-words">
      {state === 'proposed' ? null : (
        <Text size="sm" fw={600}>
          {state === 'sent-back' ? t('proposal.sentBack', { reason }) : t('proposal.lapsed')}
        </Text>
      )}
      <Text size="sm">{t(own ? 'proposal.yours' : 'proposal.theirs', { step: word('action', step) })}</Text>
      {fields.map(({ name, value }) => (
        <Text key={name} size="sm" className="quiet">
          {word('field', name)}: {says(name, value)}
        </Text>
      ))}
      {state === 'proposed' ? (
        <Text size="sm">
          {follows.length
            ? t('proposal.would', { what: follows.map((one) => t(`follows.${one}`)).join('; ') })
            : t('proposal.wouldQuietly')}
        </Text>
      ) : null}
    </Stack>
  );
}
