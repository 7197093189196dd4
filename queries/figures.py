"""Figures: counts, rates and spreads, of everything in view or by group."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from queries.asked import By, ByLimited, ByWithEmpty, ByWithin, ByWithinLimited, Filtered, OneGroup
from queries.seam import Query, Result


class Rate(Result):
    """n of m, with a 95 % interval (Wilson). Of 0 there is no share."""

    n: int
    m: int
    share: float | None
    low: float | None
    high: float | None


class Headline(Result):
    """The figures at the top of the overview."""

    actions: int = Field(description="Actions and commitments.")
    commitments: int = Field(description="Commitments of strategies, which no rate counts.")
    countable: int = Field(description="Actions that can be completed.")
    completed: int = Field(description="Of those, completed.")
    completion: Rate = Field(description="Completed of the actions that can be.")
    in_progress: int = Field(description="Of those, in progress.")
    not_started: int = Field(description="Of those, not started.")
    not_pursued: int = Field(description="Of those, withdrawn, superseded or cancelled.")
    not_stated: int = Field(description="Of those, without a stated status.")
    unsupported: int = Field(
        description="Of those completed, plainly not supported by their text, or a person says so."
    )
    supported: int = Field(description="Of those completed, without doubt found in their text, or a person says so.")
    not_told: int = Field(
        description="Of those completed, in plans that print no progress, or read before it was looked at."
    )
    open: int = Field(description="In progress or not started.")
    open_dated: int = Field(description="Open with a target date and a reading date.")
    overdue: int = Field(description="Open and past the target on the reading date.")
    longest_overdue_days: int | None = Field(description="Days of the most overdue action, a lower bound.")
    past_target: int = Field(description="Without a stated status and past the target: it may well be done.")
    longest_past_target_days: int | None = Field(description="Days past the target of the longest of these.")
    due_90: int = Field(description="Open and due within 90 days of the reading date.")
    not_yet_due: int = Field(description="Not completed, and the reading date is not past the target.")
    no_target: int = Field(description="Open or without a stated status, and without a target date.")
    not_datable: int = Field(description="Not completed, with a target, reading date unknown.")
    on_time: int = Field(description="Completed on or before the original target.")
    late: int = Field(description="Completed after the original target.")
    measured: int = Field(description="Completed with both dates: what slippage rests on.")
    placed: int = Field(description="Completed with both dates, or overdue: what the slippage chart can draw.")
    completed_undated: int = Field(description="Completed without a completion date.")
    completed_no_target: int = Field(description="Completed without a target date.")
    median_slippage: float | None = Field(description="Median days from original target to completion.")
    median_slippage_latest: float | None = Field(description="Median days from latest target to completion.")
    plans: int = Field(description="Plans in view.")
    partnerships: int = Field(description="Partnerships in view.")
    plans_undated: int = Field(description="Plans whose reading date is unknown.")
    earliest_reading: date | None = Field(description="Earliest reading date among the plans.")
    latest_reading: date | None = Field(description="Latest reading date among the plans.")
    plans_not_heard_of: int = Field(description="Plans that last spoke before the chosen reading date.")
    plans_that_speak_later: int = Field(description="Plans that speak of a day after the chosen reading date.")


class StatusRow(Result):
    """Statuses of a group: of its actions that can be completed."""

    group_id: str
    group_name: str
    actions: int
    completed: Rate
    in_progress: Rate
    not_started: Rate
    not_pursued: Rate
    not_stated: Rate
    unsupported: int


class SlippageRow(Result):
    """How slippage is spread within a group."""

    group_id: str
    group_name: str
    measured: int
    on_time: int
    late: int
    least: int | None
    lower_quarter: float | None
    median_slippage: float | None
    upper_quarter: float | None
    most: int | None
    overdue: int
    longest_overdue_days: int | None


class DaysRow(Result):
    """How many actions of a group were, or are still, open so many days past their original target."""

    group_id: str
    group_name: str
    days: int
    is_open: bool
    actions: int


class DueRow(Result):
    """What of a group falls due next."""

    group_id: str
    group_name: str
    actions: int = Field(description="Open, with dates, and not yet due.")
    due_30: int = Field(description="Of those, due within 30 days of the reading date.")
    due_90: int = Field(description="Due from 31 to 90 days after it.")
    due_180: int = Field(description="Due from 91 to 180 days after it.")
    due_later: int = Field(description="Due later.")
    next_due: date
    busiest_month: date | None = Field(description="The last day of the month in which most of its targets meet.")
    in_busiest_month: int | None = Field(description="How many meet in it: two or more.")


class AlikeRow(Result):
    """A partnership, and how like another it is by what it publishes."""

    group_id: str
    group_name: str
    actions: int
    newest_year: int | None
    likeness: float = Field(description="0 to 1.")


class BandRow(Result):
    """How many actions were, or are, late by so many days."""

    group_id: str = Field(description="The band's first day; blank for those on time.")
    group_name: str
    completed: int
    overdue: int


class LoadRow(Result):
    """What a group carries, as a whole or within another, such as a lead agency in a partnership."""

    group_id: str
    group_name: str
    within_id: str
    within_name: str
    actions: int
    shared: int
    completed: int
    open: int
    not_stated: int
    overdue: int
    open_dated: int
    due_90: int
    open_other: int
    past_target: int
    not_stated_other: int
    not_pursued: int


class OutcomeRow(Result):
    """What became of a group's actions."""

    group_id: str
    group_name: str
    meaning: str | None = Field(description="Of a theme, what an action with it is about.")
    actions: int
    countable: int
    completed: Rate
    not_stated: int
    not_pursued: int
    unsupported: int
    on_time: int
    late: int
    measured: int
    median_slippage: float | None
    done_of_due: Rate = Field(
        description="Completed of the actions, open or completed, that were due by the reading date."
    )
    on_time_of_measured: Rate = Field(description="On time of the completed actions that print both dates.")
    overdue: int
    open_dated: int
    past_target: int


class TrendRow(Result):
    """Whether a group's actions were done, by the year in which they fell due."""

    group_id: str
    group_name: str
    years: list[int] = Field(description="The years in which actions fell due, the earliest first.")
    due: list[int] = Field(description="How many did in each.")
    done_of_due: list[float] = Field(description="The share of these that is completed, 0 to 1.")


class PublishedRow(Result):
    """What a group's plans print, and how old they are."""

    group_id: str
    group_name: str
    plans: int
    oldest_plan: date | None
    newest_plan: date | None
    actions: int
    with_status: int
    with_target: int
    with_completion: int
    with_lead: int
    with_rag: int


class ShareRow(Result):
    """How often one group stands within another, such as a theme in a partnership's actions."""

    group_id: str
    group_name: str
    within_id: str
    within_name: str
    actions: Rate = Field(description="Actions of both, of all actions of the second.")


class MonthRow(Result):
    """Planned and actual completions up to the end of a month."""

    month: date
    due: int
    completed: int
    due_so_far: int
    completed_so_far: int
    completed_undated: int = Field(description="Completed without a printed date, over all months.")


HEADLINE = Query("headline", Filtered, Headline)
STATUS_BY = Query("status_by", ByLimited, StatusRow)
SLIPPAGE_BY = Query("slippage_by", By, SlippageRow)
SLIPPAGE_BANDS = Query("slippage_bands", Filtered, BandRow)
DAYS_PAST_TARGET = Query("days_past_target", By, DaysRow)
LOAD_BY = Query("load_by", ByWithinLimited, LoadRow)
OUTCOMES_BY = Query("outcomes_by", ByWithEmpty, OutcomeRow)
TREND_BY = Query("trend_by", By, TrendRow)
PUBLISHED_BY = Query("published_by", By, PublishedRow)
SHARES_BY = Query("shares_by", ByWithin, ShareRow)
COMPLETION_OVER_TIME = Query("completion_over_time", Filtered, MonthRow)
DUE_BY = Query("due_by", ByLimited, DueRow)
ALIKE = Query("alike", OneGroup, AlikeRow)
