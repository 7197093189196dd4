"""How numbers are made: the definitions, generated from the queries and the vocabulary."""

from __future__ import annotations

import streamlit as st

from pages.parts import page, say, show
from pages.parts.say import joined, md
from queries.catalogue import QUERIES
from schema.vocabulary import VOCABULARIES, Timeliness


def draw() -> None:
    """Draw the page."""
    page.plain("How numbers are made", md("What each figure counts, what it leaves out, and which words mean what."))
    st.header("Lateness")
    st.markdown(
        "Each action is set against its target on a reading date: the date chosen in the sidebar, or the date the plan itself "
        "speaks of. Due today is not overdue. A completed action is measured from its **original** target, which is HM Treasury's "
        "rule for accepted recommendations; the figure against the latest target stands beside it. An open action is measured "
        "from the target now in force, and its days overdue are a lower bound, never averaged with slippage. An action whose plan "
        "prints **no status** is neither completed nor open: it is never called overdue. Where its target has passed, it is shown "
        "apart, as past its target, since it may well be done. A plan that last spoke in 2018 is not eight years late: a later "
        "reading date shows how many plans have not been heard of since."
    )
    show.facts(
        {"Timeliness": [word.label for word in Timeliness], "Meaning": [word.meaning for word in Timeliness]},
        "Each timeliness and its meaning",
    )
    st.header("Every figure")
    for query in QUERIES:
        with say.expander(md("{question}", question=query.told.question)):
            told = (
                ("One row is", query.told.grain),
                ("Definition", query.told.definition),
                ("Caveat", query.told.caveat),
            )
            lines = [md("**{label}:** {told}", label=label, told=text) for label, text in told]
            # One element a question, not four: each costs every reader a message of its own.
            say.markdown(joined([*lines, md("Query: queries/{name}.sql", name=query.name)], "\n\n"))
    st.header("Vocabulary")
    for words in VOCABULARIES:
        with say.expander(md("{title}", title=(words.__doc__ or words.__name__).strip())):
            show.facts(
                {"Shown as": [word.label for word in words], "Meaning": [word.meaning for word in words]},
                words.__name__,
            )


draw()
