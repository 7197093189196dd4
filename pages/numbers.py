"""How numbers are made: the definitions, generated from the queries and the vocabulary."""

from __future__ import annotations

import polars as pl
import streamlit as st

from pages.parts import page
from queries.catalogue import specs
from schema.vocabulary import VOCABULARIES, Timeliness


def draw() -> None:
    """Draw the page."""
    page.plain("How numbers are made", "What each figure counts, what it leaves out, and which words mean what.")
    st.header("Lateness")
    st.markdown(
        "Each action is set against its target on a reading date: the date chosen in the sidebar, or the date the plan itself "
        "speaks of. Due today is not overdue. A completed action is measured from its **original** target, which is HM Treasury's "
        "rule for accepted recommendations; the figure against the latest target stands beside it. An open action is measured "
        "from the target now in force, and its days overdue are a lower bound, never averaged with slippage. A plan that last "
        "spoke in 2018 is not eight years late: a later reading date shows how many plans have not been heard of since."
    )
    st.table(
        pl.DataFrame(
            {"Timeliness": [word.label for word in Timeliness], "Meaning": [word.meaning for word in Timeliness]}
        ),
        alt="Each timeliness and its meaning",
    )
    st.header("Every figure")
    for query in specs():
        with st.expander(query.question):
            st.markdown(
                f"**One row is:** {query.grain}\n\n**Definition:** {query.definition}\n\n**Caveat:** {query.caveat}"
            )
            st.caption(f"Query: queries/{query.name}.sql")
    st.header("Vocabulary")
    for words in VOCABULARIES:
        with st.expander((words.__doc__ or words.__name__).strip()):
            st.table(
                pl.DataFrame({"Shown as": [w.label for w in words], "Meaning": [w.meaning for w in words]}),
                alt=words.__name__,
            )


draw()
