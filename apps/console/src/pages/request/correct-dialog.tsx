import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../api/problems.ts';
import { correctCitation } from '../../api/requests.ts';
import type { RequestPage } from '../../api/shapes.ts';
import { CitationFields } from '../../components/citation/citation-fields.tsx';
import { correctionOf, draftFrom } from '../../components/citation/draft.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';

interface CorrectDialogProps {
  readonly request: RequestPage;
  readonly onClose: () => void;
}

/** Corrects the citation; the request is checked and decided anew. */
export function CorrectDialog({ request, onClose }: CorrectDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [before] = useState(() => draftFrom(request.citation));
  const [draft, setDraft] = useState(before);
  const correct = useMutation({
    mutationFn: () => correctCitation(request.id, correctionOf(before, draft)),
    onSuccess: () => {
      notifications.show({ color: 'leaf', message: t('request.corrected') });
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['request', request.id] }),
  });
  return (
    <Dialog title={t('request.correct')} size="lg" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          correct.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{t('request.correctAbout')}</Text>
          {correct.error ? <ProblemAlert error={correct.error} /> : null}
          <CitationFields draft={draft} errors={fieldErrors(correct.error)} onChange={setDraft} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={correct.isPending}>
              {t('request.correctSubmit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
