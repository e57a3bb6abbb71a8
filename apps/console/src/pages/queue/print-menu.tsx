import { Button, Menu } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { actingFor } from '../../api/acting.ts';
import { labelsAt, LABELS, PAPERS, saveLabels, usePaper, type LabelKind } from '../../api/labels.ts';

interface PrintMenuProps {
  readonly attempts: readonly string[];
  readonly kinds?: readonly LabelKind[];
  readonly position?: 'top-start' | 'bottom-start' | 'bottom-end';
}

/** Opens bands, return labels or pull slips of these as a PDF, on the paper this desk has. */
export function PrintMenu({ attempts, kinds = LABELS, position = 'bottom-start' }: PrintMenuProps) {
  const { t, i18n } = useTranslation();
  const [paper, setPaper] = usePaper();
  return (
    <Menu position={position}>
      <Menu.Target>
        <Button size="sm" variant="default" leftSection={<IconPrinter size={16} aria-hidden />}>
          {t('labels.printMenu')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map((kind) => (
          <LabelItem key={kind} kind={kind} address={labelsAt(kind, attempts, paper, i18n.language)} />
        ))}
        <Menu.Divider />
        {PAPERS.map((one) => (
          <Menu.Item
            key={one}
            closeMenuOnClick={false}
            aria-current={one === paper}
            fw={one === paper ? 700 : 400}
            onClick={() => setPaper(one)}
          >
            {t(`labels.paper.${one}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Opens beside the page; for whoever acts for another library it is saved instead, as an address alone does not say for whom. */
function LabelItem({ kind, address }: { readonly kind: LabelKind; readonly address: string }) {
  const { t } = useTranslation();
  const label = t(`labels.${kind}`);
  if (actingFor()) return <Menu.Item onClick={() => void saveLabels(kind, address)}>{label}</Menu.Item>;
  return (
    <Menu.Item component="a" href={address} target="_blank" rel="noreferrer">
      {label}
    </Menu.Item>
  );
}
