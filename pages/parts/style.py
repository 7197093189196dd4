"""What Streamlit's own style lacks: marks in texts, a focus that can be seen, words that break, and printing."""

from __future__ import annotations

import streamlit as st

_STYLE = """
<style>
mark { background: #FFF2CC; padding: 0 2px; }
/* A name without spaces must not widen the page. */
[data-testid="stMain"] :is(p, h1, h2, h3, h4, li, td, th, pre, code, button) { overflow-wrap: anywhere; }
[data-testid="stMain"] :is(td, th) { min-width: 4.5rem; vertical-align: top; }
[data-testid="stMain"] [data-testid="stText"] { white-space: pre-wrap; overflow-wrap: anywhere; }
/* The focus of the keyboard, on links of the navigation too (WCAG 2.4.7). */
[data-testid="stSidebar"] a:focus-visible, [data-testid="stMain"] a:focus-visible {
  outline: 3px solid #0B0C0C !important; outline-offset: -1px; background: #FFDD00 !important; border-radius: 2px; }
[data-testid="stSidebar"] a:focus-visible :is(p, span) { color: #0B0C0C !important; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stExpander"],
  [data-testid="stElementToolbar"], button, .stButton, .stDownloadButton { display: none !important; }
  [data-testid="stAppViewContainer"], [data-testid="stMain"], [data-testid="stApp"], .stApp, [data-testid="stMainBlockContainer"] {
    position: static !important; overflow: visible !important; height: auto !important; width: auto !important;
    max-width: none !important; padding: 0 !important; }
  [data-testid="stPlotlyChart"], [data-testid="stTable"], table { max-width: 100% !important; break-inside: avoid; }
  [data-testid="stPlotlyChart"] :is(.js-plotly-plot, .plot-container, .svg-container, .main-svg) { max-width: 100% !important; }
  [data-testid="stTable"] :is(table, td, th) { font-size: 8.5pt !important; min-width: 0 !important; }
}
</style>
"""
#: Streamlit gives neither a wide table nor the file chooser what the keyboard and a screen reader need.
_REACH = """
<script>
const reach = () => {
  document.querySelectorAll('[data-testid="stTable"] > div, [data-testid="stTable"]').forEach(box => {
    if (box.scrollWidth > box.clientWidth + 1 && box.tabIndex !== 0) {
      box.tabIndex = 0; box.setAttribute("role", "region"); box.setAttribute("aria-label", "Table, scrolls sideways"); } });
  document.querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]')
    .forEach(chooser => chooser.setAttribute("role", "group"));
};
if (!window.followthroughReach) {
  window.followthroughReach = new MutationObserver(reach);
  window.followthroughReach.observe(document.body, {childList: true, subtree: true, attributes: true, attributeFilter: ["role"]});
}
reach();
</script>
"""


def put_on() -> None:
    """Give the page what Streamlit's own style lacks."""
    st.html(_STYLE)
    st.html(_REACH, unsafe_allow_javascript=True)
