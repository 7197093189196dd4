-- question: What can the filters be set to?
-- grain: One row per choice of a filter that has data; of plans one per partnership and plan.
-- params: none
-- definition: Choices come from the plans in view, with how many actions each would leave.
-- caveat: A choice that no plan in view prints is not offered.

select filter, choice, label, actions, partnership
from filter_choice
order by filter, label, choice, partnership
