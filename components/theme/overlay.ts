/** What stands behind a dialog: the same behind all of them. */
export const overlayProps = { backgroundOpacity: 0.4, blur: 1 }
