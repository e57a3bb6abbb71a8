import { createTheme, Menu, Notification, type MantineColorsTuple } from '@mantine/core';
import { t } from 'i18next';

/** The leaves: Trillium's green. White on shades 6 and darker reaches a contrast of 4.5:1. */
const leaf: MantineColorsTuple = [
  '#eef7f2',
  '#dcebe3',
  '#b5d6c5',
  '#8bbfa5',
  '#68ab89',
  '#4c9a74',
  '#2f7a5d',
  '#26674d',
  '#1f5b45',
  '#15432f',
];
/** The red trillium's petals, for the few things that should catch the eye. */
const petal: MantineColorsTuple = [
  '#fdeff5',
  '#f3dce6',
  '#e4b6ca',
  '#d68eae',
  '#c96c95',
  '#c25787',
  '#a83f6f',
  '#8f2f5c',
  '#7c284f',
  '#641c3e',
];

/** For what waits or wants care; its darkest shades can be read as text. */
const amber: MantineColorsTuple = [
  '#fff6e3',
  '#ffebc4',
  '#fbd88f',
  '#f3bf55',
  '#e6a52b',
  '#d18d12',
  '#a66c06',
  '#8a5800',
  '#774a00',
  '#633d00',
];

export const theme = createTheme({
  colors: { leaf, petal, amber },
  primaryColor: 'leaf',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  components: {
    // role=menu takes nothing but items, and stays inside the page's landmarks
    Menu: Menu.extend({
      defaultProps: { withInitialFocusPlaceholder: false, withinPortal: false, transitionProps: { duration: 0 } },
    }),
    // its cross says what it does, in the language there is by then
    Notification: Notification.extend({
      defaultProps: {
        closeButtonProps: {
          get 'aria-label'() {
            return t('common.close');
          },
        },
      },
    }),
  },
  headings: { fontWeight: '650' },
});
