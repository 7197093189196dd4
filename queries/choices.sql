-- question: What can the filters be set to?
-- grain: One row per choice of a filter that has data.
-- params: none
-- definition: Choices come from the plans in view, with how many actions each would leave.
-- caveat: A choice that no plan in view prints is not offered.

select filter, choice, label, actions
from filter_choice
order by filter, label, choice
