/* What every page carries: theme, menus, dialogs, sharing, and the loader of the other islands.
 *
 * Nothing on a page depends on it; it improves HTML that already works:
 *
 *   <button data-theme-choice="dark" aria-pressed="false">        in the header's "Appearance" menu
 *   <details class="menu">…</details>                             closes on Escape and on a click elsewhere
 *   <a href="/share/" data-dialog="share">                        opens <dialog id="share"> instead of following the link
 *   <button data-share="https://…" data-title="…" data-done="Link copied" data-needs-script>
 *   <button data-print data-needs-script>
 *   <div tabindex="-1" data-focus>                                takes the focus when the page arrives (error summary)
 *   <colonnade-combobox>                                          its code is fetched when such an element is on the page
 */
import { openDialogs } from "./dialogs";
import { loadIslands } from "./islands";
import { closeMenus } from "./menus";
import { offerSharing } from "./share";
import { offerThemes } from "./theme";

offerThemes(document);
closeMenus(document);
openDialogs(document);
offerSharing(document);
loadIslands(document);
document.querySelector<HTMLElement>("[data-focus]")?.focus();
