import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestPage } from '../../api/shapes.ts';
import { useMay } from '../../shell/session-context.ts';
import { DecideDialog } from './decide-dialog.tsx';
import { StepDialog, useNamed, useOpenSteps, useStepName, type Step } from './steps.tsx';

/** What the desk may do with the request itself: what its patron could, and decide by hand. */
export function RequestMenu({ request }: { readonly request: RequestPage }) {
  const { t } = useTranslation();
  const may = useMay();
  const named = useNamed();
  const stepName = useStepName();
  const steps = useOpenSteps(request);
  const [open, setOpen] = useState<Step | 'decide'>();
  const close = (): void => setOpen(undefined);
  const decides = may('requests.decide') && request.status.startsWith('waiting-for-');
  if (!steps.length && !decides) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t('request.actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {decides ? <Menu.Item onClick={() => setOpen('decide')}>{named('request.decide', 'requests.decide')}</Menu.Item> : null}
          {steps.map((step) => (
            <Menu.Item key={step} c={step === 'cancel' ? 'var(--mantine-color-error)' : undefined} onClick={() => setOpen(step)}>
              {stepName(step)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {open === 'decide' ? <DecideDialog request={request} onClose={close} /> : null}
      {open && open !== 'decide' ? <StepDialog step={open} request={request} onClose={close} /> : null}
    </>
  );
}
