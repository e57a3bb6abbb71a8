import { Button } from '@mantine/core';
import { IconPackage } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announceParcel, type Parcel } from '../../api/parcels.ts';
import { ActionDialog } from '../../components/actions/action-dialog.tsx';
import type { Field } from '../../components/actions/fields.ts';
import { useMay } from '../../shell/session-context.ts';

interface AnnounceParcelProps {
  /** What was scanned and led to nothing. */
  readonly code?: string | undefined;
  readonly onCame: (parcel: Parcel) => void;
}

/** The button for a parcel that leads to nothing that is waited for, and what the desk can say of it. */
export function AnnounceParcel({ code, onCame }: AnnounceParcelProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const say = useMutation({
    mutationFn: announceParcel,
    onSuccess: async (parcel) => {
      setAsking(false);
      await queries.invalidateQueries();
      onCame(parcel);
    },
  });
  const may = useMay();
  if (!may('parcels.receive')) return null;
  const fields: readonly Field[] = [
    { name: 'contents', kind: 'text', required: true },
    { name: 'sender', kind: 'text', required: false },
    { name: 'code', kind: 'text', required: false, ...(code && { value: code }) },
    { name: 'note', kind: 'long-text', required: false },
  ];
  const open = (): void => {
    say.reset();
    setAsking(true);
  };
  return (
    <>
      <Button variant="default" leftSection={<IconPackage size={18} aria-hidden />} onClick={open}>
        {t('parcel.nobody')}
      </Button>
      {asking ? (
        <ActionDialog
          title={t('parcel.nobody')}
          about={t('parcel.about')}
          fields={fields}
          submit={t('parcel.put')}
          pending={say.isPending}
          error={say.error}
          onSubmit={(body) => say.mutate(body)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
