import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { download } from '../api/reports.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface DownloadButtonProps {
  readonly path: string;
  /** What the file is called where the server gives it no name. */
  readonly name: string;
  readonly label: string;
}

/** Fetches one file for the person to keep, and says beside it when that fails. */
export function DownloadButton({ path, name, label }: DownloadButtonProps) {
  const file = useMutation({ mutationFn: () => download(path, name) });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden />}
        loading={file.isPending}
        onClick={() => file.mutate()}
      >
        {label}
      </Button>
      {file.error ? <ProblemAlert error={file.error} /> : null}
    </>
  );
}
