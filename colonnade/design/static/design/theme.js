/* Runs before the page is drawn: the reader's theme, and the news that scripts work. Plain, so that it needs no build. */
(function (root) {
  root.classList.add("scripted");
  try {
    var theme = localStorage.getItem("colonnade-theme");
    if (theme && !root.dataset.theme) root.dataset.theme = theme;
  } catch (refused) {
    /* A device that keeps nothing for us shows its own theme. */
  }
})(document.documentElement);
