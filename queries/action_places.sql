-- question: Where in its document does this action stand?
-- grain: One row per row of the file that the action was read from.
-- params: action_id
-- definition: Edges are shares of the page's width and height, from its top left.
-- caveat: Only a PDF has places on a page; other files have lines, or rows of a sheet.

select page, sheet, line, left_edge, top_edge, right_edge, bottom_edge
from action_place
where action_id = $action_id
order by position
