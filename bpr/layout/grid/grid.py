"""The coarse grid on which links are routed: a line for each row and column, and a channel between each two of them.

Every lane has its own first and last channel, so that no link runs along the border of two lanes. A border of
blocked points surrounds the grid, so that a search needs no test for the edge.
"""

from __future__ import annotations

from bpr.layout.grid.network import Network

FREE = -1
BORDER = -2
RIGHT, DOWN, LEFT, UP = range(4)


class Grid:
    """Points are numbered row by row: point = y * width + x.

    Attributes:
        width: points in a row, the border included.
        height: points in a column, the border included.
        node_at: what stands at each point: a node, ``FREE`` or ``BORDER``.
        point: the point of each node.
        lane_of_line: the lane of each horizontal line (-1 on the border).
        is_row: whether the horizontal line carries boxes (else it is a channel).
        step: the way from a point to its neighbour in each direction.
    """

    def __init__(self, network: Network, columns: list[int], heights: list[int], rows: list[int]) -> None:
        column_count = max(columns, default=0) + 1
        self.width = 2 * column_count + 3
        self.lane_of_line = [-1]
        self.is_row = [False]
        line_of: list[list[int]] = []
        for lane, height in enumerate(heights):
            line_of.append([])
            for _ in range(height):
                self.lane_of_line += [lane, lane]
                self.is_row += [False, True]
                line_of[lane].append(len(self.is_row) - 1)
            self.lane_of_line.append(lane)
            self.is_row.append(False)
        self.lane_of_line.append(-1)
        self.is_row.append(False)
        self.height = len(self.is_row)
        self.step = (1, self.width, -1, -self.width)
        self.node_at = [FREE] * (self.width * self.height)
        for x in range(self.width):
            self.node_at[x] = self.node_at[(self.height - 1) * self.width + x] = BORDER
        for y in range(self.height):
            self.node_at[y * self.width] = self.node_at[y * self.width + self.width - 1] = BORDER
        self.point: list[int] = []
        for node, column in enumerate(columns):
            point = line_of[network.lane[node]][rows[node]] * self.width + 2 * column + 2
            self.point.append(point)
            self.node_at[point] = node

    def is_column(self, x: int) -> bool:
        """Whether the vertical line carries boxes (else it is a channel)."""
        return x % 2 == 0

    def place(self, point: int) -> tuple[int, int]:
        """The x and y of a point."""
        return point % self.width, point // self.width
