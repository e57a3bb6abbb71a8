import { Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Closed } from './partner-draft.ts';
import { RemoveRow } from '../../../components/remove-row.tsx';

interface PartnerClosuresProps {
  readonly closures: readonly Closed[];
  /** What is wrong with a day of one of them. */
  readonly faultAt: (index: number, day: 'from' | 'to') => string | undefined;
  readonly onChange: (closures: readonly Closed[]) => void;
}

/** When nobody will be there: first and last day, a row each. */
export function PartnerClosures({ closures, faultAt, onChange }: PartnerClosuresProps) {
  const { t } = useTranslation();
  const set = (key: number, part: Partial<Closed>): void =>
    onChange(closures.map((one) => (one.key === key ? { ...one, ...part } : one)));
  return (
    <Fieldset legend={t('partner.closures')}>
      <Text size="sm" className="quiet" mb="sm">
        {t('partner.closuresAbout')}
      </Text>
      <Stack gap="sm">
        {closures.map(({ key, from, to }, index) => (
          <Group key={key} align="flex-start">
            {(['from', 'to'] as const).map((day) => (
              <TextInput
                key={day}
                type="date"
                required
                maw={220}
                label={t(day === 'from' ? 'setUp.calendar.from' : 'setUp.calendar.to')}
                value={day === 'from' ? from : to}
                error={faultAt(index, day)}
                onChange={(event) => set(key, { [day]: event.currentTarget.value })}
              />
            ))}
            <RemoveRow
              mt={26}
              label={t('setUp.calendar.removeClosure', { from: from || '…' })}
              onClick={() => onChange(closures.filter((one) => one.key !== key))}
            />
          </Group>
        ))}
        <Group>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() =>
              onChange([...closures, { key: Math.max(-1, ...closures.map(({ key }) => key)) + 1, from: '', to: '' }])
            }
          >
            {t('setUp.calendar.addClosure')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
