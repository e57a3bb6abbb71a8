import { Select, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WishesPart } from './part.ts';

/** Where it is picked up, or that it is sent. */
export function HandOver({ own, wishes, errors, wish }: WishesPart) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Select
        label={t('wishes.pickupBranch')}
        placeholder={t('wishes.anyBranch')}
        data={own.branches.map(({ code, name }) => ({ value: code, label: name }))}
        value={wishes.pickupBranch ?? null}
        error={errors['pickupBranch']}
        clearable
        maw={420}
        onChange={(branch) => wish({ pickupBranch: branch ?? undefined })}
      />
      <Switch
        label={t('wishes.homeDelivery')}
        description={t('wishes.homeDeliveryHint')}
        checked={wishes.homeDelivery ?? false}
        onChange={(event) => wish({ homeDelivery: event.currentTarget.checked })}
      />
    </Stack>
  );
}
