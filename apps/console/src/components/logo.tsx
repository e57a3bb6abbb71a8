/** The trillium: three petals for open access, buy and borrow. The name stands beside it, so it says nothing to screen readers. */
export function Logo({ size }: { readonly size: number }) {
  return <img src="/trillium.svg" width={size} height={size} alt="" />;
}
