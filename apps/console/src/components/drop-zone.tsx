import { Group, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import '@mantine/dropzone/styles.css';
import { IconFileTypeCsv, IconUpload, IconX } from '@tabler/icons-react';
import { useState } from 'react';

const MOST_BYTES = 10 * 1024 * 1024;
/** Windows calls CSV an Excel file, some browsers call it nothing. */
const TYPES = {
  'text/csv': ['.csv'],
  'text/plain': ['.csv', '.txt', '.tsv'],
  'text/tab-separated-values': ['.tsv'],
  'application/vnd.ms-excel': ['.csv'],
};

interface DropZoneProps {
  /** What to drop here. */
  readonly label: string;
  /** Its button, for who chooses instead. */
  readonly choose: string;
  /** What else is to be known of the file. */
  readonly hint?: string | undefined;
  /** Said where it is no such file, or too large. */
  readonly wrong: string;
  readonly loading?: boolean;
  readonly onFile: (file: File) => void;
}

/** Takes one table as CSV or text, dropped or chosen. */
export function DropZone({ label, choose, hint, wrong, loading = false, onFile }: DropZoneProps) {
  const [refused, setRefused] = useState(false);
  return (
    <Stack gap="xs">
      <Dropzone
        onDrop={([file]) => {
          setRefused(false);
          if (file) onFile(file);
        }}
        onReject={() => setRefused(true)}
        accept={TYPES}
        maxSize={MOST_BYTES}
        maxFiles={1}
        multiple={false}
        loading={loading}
        p="lg"
        inputProps={{ 'aria-label': choose }}
        aria-label={label}
      >
        <Group justify="center" gap="md" style={{ pointerEvents: 'none' }}>
          <Dropzone.Accept>
            <IconUpload size={40} aria-hidden />
          </Dropzone.Accept>
          <Dropzone.Reject>
            <IconX size={40} aria-hidden />
          </Dropzone.Reject>
          <Dropzone.Idle>
            <IconFileTypeCsv size={40} aria-hidden />
          </Dropzone.Idle>
          <Stack gap={2} flex="0 1 auto">
            <Text fw={600}>{label}</Text>
            {hint ? (
              <Text size="sm" className="quiet">
                {hint}
              </Text>
            ) : null}
          </Stack>
        </Group>
      </Dropzone>
      {refused ? (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {wrong}
        </Text>
      ) : null}
    </Stack>
  );
}
