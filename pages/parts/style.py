"""What Streamlit's own style lacks: marks in texts, a focus that can be seen, words that break, and printing."""

from __future__ import annotations

import streamlit as st

_STYLE = """
<style>
mark { background: #FFF2CC; padding: 0 2px; }
[data-testid="stMain"] code { color: #0B0C0C; }
/* A name without spaces must not widen the page. */
[data-testid="stMain"] :is(p, h1, h2, h3, h4, li, td, th, pre, code, button) { overflow-wrap: anywhere; }
[data-testid="stMain"] :is(td, th) { min-width: 3.4rem; vertical-align: top; }
[data-testid="stMain"] [data-testid="stText"] { white-space: pre-wrap; overflow-wrap: anywhere; }
/* The focus of the keyboard, on links of the navigation too (WCAG 2.4.7). */
[data-testid="stSidebar"] a:focus-visible, [data-testid="stMain"] a:focus-visible {
  outline: 3px solid #0B0C0C !important; outline-offset: -1px; background: #FFDD00 !important; border-radius: 2px; }
[data-testid="stSidebar"] a:focus-visible :is(p, span) { color: #0B0C0C !important; }
.copy-link { background: none; border: 1px solid #6F777B; border-radius: 6px; padding: 0.3rem 0.7rem; font: inherit; font-size: 0.9rem; cursor: pointer;
  width: 100%; }
.copy-link:focus-visible { outline: 3px solid #0B0C0C; background: #FFDD00; }
.printed { display: none; overflow-wrap: anywhere; }
/* Headline figures: one row of equal cards, two by two on a phone. */
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 0.6rem; margin: 0 0 0.4rem !important; padding: 0 !important; }
.figures > div { border: 1px solid #B1B4B6; border-left: 5px solid #12436D; padding: 0.35rem 0.7rem 0.45rem; margin: 0; }
.figures > div.alarm { border-left-color: #801650; }
.figures dt { font-size: 0.85rem; font-weight: 400; margin: 0; }
.figures dd { margin: 0; }
.figures b { display: block; font-size: 1.55rem; line-height: 1.25; font-weight: 600; }
.figures .alarm b { color: #801650; }
.figures span { display: block; font-size: 0.8rem; line-height: 1.25; color: #3D3D3D; }
.figures em { display: block; position: relative; height: 7px; margin: 2px 0 4px; background: #E5E5E5; }
.figures em u { display: block; height: 7px; background: #12436D; }
.figures em i { display: block; position: absolute; top: -2px; height: 11px; left: 0; border: 1px solid #0B0C0C;
  background: rgba(255, 255, 255, 0.45); }
@media (max-width: 640px) { .figures { grid-template-columns: repeat(2, 1fr); } }
/* The pages, in one line on top that stays in sight. */
[data-testid="stLayoutWrapper"]:has(> .st-key-pages) { position: sticky; top: 0; z-index: 99; }
.st-key-pages { background: #FFFFFF; border-bottom: 2px solid #12436D; padding: 0.1rem 0; }
.st-key-pages { column-gap: 0.1rem; }
.st-key-pages [data-testid="stPageLink"] a { padding: 0.15rem 0.22rem; }
.st-key-pages [data-testid="stPageLink"] p { font-size: 0.85rem; white-space: nowrap; }
@media (max-width: 640px) {
  .st-key-pages { flex-wrap: nowrap !important; overflow-x: auto; }
  [data-testid="stLayoutWrapper"]:has(> .st-key-pages) { top: 3.3rem; }
  [data-testid="stMainBlockContainer"][data-testid] { padding: 3.6rem 1rem 3rem; } }
[data-testid="stMainBlockContainer"] { padding: 2.6rem 2.2rem 1.5rem; }
[data-testid="stMain"] h1 { padding: 0.3rem 0 0; }
[data-testid="stMain"] h2 { padding: 0.3rem 0 0.1rem; font-size: 1.45rem; }
/* What needs attention: compact rows that are read whole. */
.attention { width: 100%; border-collapse: collapse; font-size: 0.9rem; line-height: 1.3; margin: 0; }
.attention th, .attention td { text-align: left; padding: 0.28rem 0.6rem 0.28rem 0; border-bottom: 1px solid #B1B4B6; }
.attention { table-layout: fixed; }
.attention th:first-child { width: 11.5rem; }
.attention th:nth-child(2) { width: 36%; }
.attention th:nth-child(3) { width: 16%; }
.attention td > div { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.attention td > div.one { -webkit-line-clamp: 1; }
.attention b { color: #801650; font-size: 1.05rem; margin-right: 0.4rem; }
.attention span { font-size: 0.82rem; color: #3D3D3D; }
.attention a { color: #12436D; }
.closed p { margin: 0; font-size: 0.9rem; }
.closed td { vertical-align: top; }
.closed th:first-child { width: 30%; }
.closed th:nth-child(2) { width: 14%; }
.told th:first-child { width: 46%; }
.told th:nth-child(2) { width: 20%; }
.told th:nth-child(3) { width: 34%; }
.told td { vertical-align: top; }
.told.so th:first-child { width: 40%; }
.told.so th:nth-child(2) { width: 16%; }
.told.so th:nth-child(3) { width: 16%; }
.nearest b { color: inherit; }
.nearest th:first-child { width: 6.5rem; }
.nearest th:nth-child(2) { width: 48%; }
.changed th:first-child { width: 44%; }
.changed th:nth-child(2) { width: 17%; }
.changed td:first-child span { display: inline; }
.changed td { vertical-align: top; }
.changed td > div.whole { display: block; }
.changed p { margin: 0; font-size: 0.9rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.changed ins { background: #D4ECD9; text-decoration: underline; }
.changed del { background: #F6D7D2; }
.strip { margin: 0.1rem 0 0.3rem; font-size: 0.95rem; }
.strip a { color: #12436D; }
[data-testid="stTable"] :is(td, th) { font-size: 0.86rem; padding: 0.25rem 0.4rem; }
[data-testid="stTable"] :is(td, th):first-child { min-width: 9rem; }
/* A switch stands behind its name. */
[data-testid="stMain"] [data-testid="stButtonGroup"] { display: flex; flex-wrap: wrap; align-items: center; gap: 0.2rem 0.6rem; }
@media (max-width: 640px) { .attention :is(tr, td) { display: block; width: auto !important; } .attention thead { display: none; }
  .attention td[data-head]::before { content: attr(data-head) ": "; font-weight: 600; font-size: 0.82rem; }
  .attention td { border: 0; padding: 0.1rem 0; } .attention tr { border-bottom: 1px solid #B1B4B6; padding: 0.4rem 0; } }
/* Lines with the names of actions have no room on a phone: there they scroll sideways. */
@media screen and (max-width: 640px) { .st-key-lines { overflow-x: auto; } .st-key-lines > div { min-width: 46rem; } }
@media print {
  @page { size: A4 landscape; margin: 12mm 12mm 16mm;
    @bottom-left { content: "Followthrough: what the plans say, as last read"; font: 8pt Arial, sans-serif; }
    @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt Arial, sans-serif; } }
  .printed { display: block !important; font-size: 8.5pt; border-top: 1px solid #B1B4B6; padding-top: 2mm; }
  .attention tr { break-inside: avoid; }
  .attention td > div { display: block !important; }
  thead { display: table-header-group; }
  [data-testid="stSelectbox"] svg, [data-testid="stMultiSelect"] svg { display: none !important; }
  [data-testid="stSelectbox"] div { border: 0 !important; background: none !important; }
  .st-key-pages, .st-key-chips, [data-testid="stButtonGroup"],
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stExpander"],
  [data-testid="stElementToolbar"], button, .stButton, .stDownloadButton { display: none !important; }
  [data-testid="stAppViewContainer"], [data-testid="stMain"], [data-testid="stApp"], .stApp, [data-testid="stMainBlockContainer"] {
    position: static !important; overflow: visible !important; height: auto !important; width: auto !important;
    max-width: none !important; padding: 0 !important; }
  [data-testid="stPlotlyChart"], [data-testid="stTable"], table { max-width: 100% !important; break-inside: avoid; }
  .attention { break-inside: auto; }
  [data-testid="stMainBlockContainer"] { zoom: 0.8; }
  [data-testid="stPlotlyChart"] { zoom: 1.25; }
  [data-testid="stPlotlyChart"] :is(.js-plotly-plot, .plot-container, .svg-container, .main-svg) { max-width: 100% !important; }
  [data-testid="stTable"] :is(table, td, th) { font-size: 8.5pt !important; min-width: 0 !important; }
}
</style>
"""
#: Streamlit gives neither a wide table nor the file chooser what the keyboard and a screen reader need.
_REACH = """
<script>
const reach = () => {
  document.querySelectorAll('[data-testid="stTable"] > div, [data-testid="stTable"], .st-key-lines').forEach(box => {
    if (box.scrollWidth > box.clientWidth + 1 && box.tabIndex !== 0) {
      box.tabIndex = 0; box.setAttribute("role", "region"); box.setAttribute("aria-label", "Scrolls sideways"); } });
  document.querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]')
    .forEach(chooser => chooser.setAttribute("role", "group"));
};
if (!window.followthroughReach) {
  window.followthroughReach = new MutationObserver(reach);
  window.followthroughReach.observe(document.body, {childList: true, subtree: true, attributes: true, attributeFilter: ["role"]});
}
// A link to an action opens it in this page, as Back and Forward do, without loading everything anew.
const follow = click => {
  const link = click.target.closest('a[href^="?"], a[href^="partnership?"], a[href^="agency?"], a[href^="compare?"], a[href^="changes?"], a[href^="paper?"]');
  if (!link || click.ctrlKey || click.metaKey || click.shiftKey || click.button) return;
  click.preventDefault();
  history.pushState({}, "", link.getAttribute("href"));
  dispatchEvent(new PopStateEvent("popstate", {state: {}}));
};
if (!window.followthroughFollows) {
  window.followthroughFollows = follow;
  document.addEventListener("click", follow);
}
// The address of the view: where a browser gives no clipboard (an address without https), it is shown to be copied.
const copy = async click => {
  const button = click.target.closest("button.copy-link");
  if (!button) return;
  const said = button.parentElement.querySelector(".copied");
  try { await navigator.clipboard.writeText(location.href); said.textContent = " Copied"; }
  catch { prompt("The address of this view:", location.href); }
};
if (!window.followthroughCopies) {
  window.followthroughCopies = copy;
  document.addEventListener("click", copy);
}
reach();
</script>
"""


def put_on() -> None:
    """Give the page what Streamlit's own style lacks."""
    st.html(_STYLE)
    st.html(_REACH, unsafe_allow_javascript=True)
