//! Tables by the lines drawn around their cells, half-open frames included.
//!
//! ```text
//! Rulings -> Frame (rulings that cross) -> Sides (places of rows and columns)
//!         -> Room (cells, those without a line between them joined) -> Grid
//! ```

use crate::document::TableMethod;
use crate::ingest::pdf::engine::{Along, Seen, Stroke, StrokeFrom};
use crate::ingest::pdf::geometry::{Rect, by_place};
use crate::ingest::pdf::grid::{Band, Grid, GridCell, cell_of_letters};
use crate::ingest::pdf::letters::Letter;
use crate::ingest::pdf::rulings::{Ruling, Rulings, rulings};

/// How far lines may miss one another and still meet, in points.
const MEET: f32 = 3.0;
/// Lines across that reach further than this beyond the last line down, in points, have an open
/// side there.
const OPEN: f32 = 8.0;
/// Places closer than this, in points, are one row's or column's side.
const SIDE: f32 = 2.5;
/// Tables no further apart than this, in heights of their rows, with the same columns are one.
const STACK: f32 = 1.5;
/// A line of text right above or below a row is no further away than this, in points, or than most of a row.
const NEXT_LINE: f32 = 12.0;
/// More lines on a page than this are a drawing.
const LINES: usize = 6_000;
/// Cells of one frame: more are graph paper.
const CELLS: usize = 200_000;

/// Finds the ruled tables of a page; the letters in their cells are taken out of `letters`.
pub(super) fn tables(strokes: &[Stroke], letters: &mut Vec<Letter>) -> Vec<Grid> {
    let drawn = strokes
        .iter()
        .filter(|stroke| stroke.from == StrokeFrom::Line);
    let mut grids = by(&rulings(drawn), letters);
    // Where cells are told by their filling alone.
    let outside = |stroke: &&Stroke| !grids.iter().any(|grid: &Grid| belongs(stroke, grid));
    let rest: Vec<Stroke> = strokes.iter().filter(outside).copied().collect();
    if rest.iter().any(|stroke| stroke.from == StrokeFrom::Edge) {
        let before = letters.clone();
        let filled = by(&rulings(rest.iter()), letters);
        let (mut stripes, filled): (Vec<Grid>, Vec<Grid>) = filled
            .into_iter()
            .partition(|grid| is_stripe(grid, letters));
        // The last stripe may have nothing beside it but the end of a long value.
        let same = |a: &Grid, b: &Grid| a.rows.len() == b.rows.len() && have_same_sides(a, b);
        let (more, filled): (Vec<Grid>, Vec<Grid>) = filled
            .into_iter()
            .partition(|grid| stripes.iter().any(|stripe| same(stripe, grid)));
        stripes.extend(more);
        for stripe in stripes {
            let inside = |one: &&Letter| stripe.at.holds(one.at.mid_x(), one.at.mid_y());
            letters.extend(before.iter().filter(inside).cloned());
        }
        grids.extend(filled);
    }
    stacked(grids, letters)
}

/// Whether a filled row is one of the stripes of a table whose other rows are bare: right above or
/// below it stands text that is in no table, in two of its columns or more.
fn is_stripe(grid: &Grid, left: &[Letter]) -> bool {
    // Rows that stand far apart have as much room in each.
    let row = grid.at.height() / grid.rows.len().max(1) as f32;
    let next = NEXT_LINE.max(row * 0.8);
    let near = Rect::new(grid.at.x0, grid.at.y0 - next, grid.at.x1, grid.at.y1 + next);
    let beside: Vec<&Letter> = left
        .iter()
        .filter(|letter| !letter.text.is_space())
        .filter(|letter| near.holds(letter.at.mid_x(), letter.at.mid_y()))
        .collect();
    // Running text takes no heed of where columns end.
    let crossed = grid.cols.iter().skip(1).any(|band| {
        let side =
            |letter: &&Letter| letter.at.x0 < band.from + SIDE && letter.at.x1 > band.from - SIDE;
        beside.iter().any(side)
    });
    let stands_beside = |band: &&Band| {
        let in_band = |letter: &&Letter| (band.from..=band.to).contains(&letter.at.mid_x());
        beside.iter().any(in_band)
    };
    grid.rows.len() <= 2 && !crossed && grid.cols.iter().filter(stands_beside).count() >= 2
}

/// Whether a line is part of a table that was found. Its top and bottom may be part of another.
fn belongs(stroke: &Stroke, grid: &Grid) -> bool {
    let (x, y) = (stroke.at.mid_x(), stroke.at.mid_y());
    let edge = (y - grid.at.y0).abs() <= MEET || (y - grid.at.y1).abs() <= MEET;
    grid.at.grown(MEET).holds(x, y) && !(stroke.along == Along::Across && edge)
}

/// Puts tables together that stand right below one another with the same columns: rows of cells
/// with a gap between them.
fn stacked(mut grids: Vec<Grid>, letters: &[Letter]) -> Vec<Grid> {
    grids.sort_by(|a, b| by_place(&a.at, &b.at));
    let mut whole: Vec<Grid> = Vec::new();
    for grid in grids {
        match whole.last_mut() {
            Some(above) if is_below(above, &grid, letters) => {
                let rows = above.rows.len();
                above.rows.extend(grid.rows);
                above.cells.extend(grid.cells.into_iter().map(|mut cell| {
                    cell.row = cell.row.saturating_add(rows);
                    cell
                }));
                above.at = above.at.around(&grid.at);
                above.sure = above.sure.min(grid.sure);
            }
            _ => whole.push(grid),
        }
    }
    whole
}

/// Whether two tables have the same columns at the same places.
fn have_same_sides(a: &Grid, b: &Grid) -> bool {
    let same = |a: &Band, b: &Band| (a.from - b.from).abs() <= SIDE && (a.to - b.to).abs() <= SIDE;
    a.cols.len() == b.cols.len() && a.cols.iter().zip(&b.cols).all(|(a, b)| same(a, b))
}

fn is_below(above: &Grid, grid: &Grid, letters: &[Letter]) -> bool {
    let gap = Rect::new(grid.at.x0, above.at.y1, grid.at.x1, grid.at.y0);
    let height = |grid: &Grid| grid.at.height() / grid.rows.len().max(1) as f32;
    grid.at.y0 - above.at.y1 > -MEET
        && gap.height() <= height(above).min(height(grid)) * STACK
        && have_same_sides(above, grid)
        && !letters
            .iter()
            .any(|letter| gap.holds(letter.at.mid_x(), letter.at.mid_y()))
}

fn by(rulings: &Rulings, letters: &mut Vec<Letter>) -> Vec<Grid> {
    if rulings.across.len().saturating_add(rulings.down.len()) > LINES {
        return Vec::new();
    }
    let mut grids = Vec::new();
    for frame in frames(rulings) {
        let Some(sides) = sides(&frame) else { continue };
        let rooms = rooms(&frame, &sides);
        if let Some((grid, used)) = fill(&sides, &rooms, letters) {
            let mut number = 0usize;
            letters.retain(|_| {
                let keep = used.get(number).is_none_or(|used| !used);
                number = number.saturating_add(1);
                keep
            });
            grids.push(grid);
        }
    }
    grids
}

/// Rulings that cross one another.
#[derive(Debug, Clone, Default, PartialEq)]
struct Frame {
    across: Vec<Ruling>,
    down: Vec<Ruling>,
}

/// Groups rulings by which cross which.
fn frames(rulings: &Rulings) -> Vec<Frame> {
    let (a, d) = (rulings.across.len(), rulings.down.len());
    let mut groups = Groups::new(a.saturating_add(d));
    for (down, n) in rulings.down.iter().zip(a..) {
        // Lines across are sorted by their place.
        let first = rulings
            .across
            .partition_point(|across| across.at < down.from - MEET);
        let near = rulings.across.iter().zip(0..).skip(first);
        for (across, m) in near.take_while(|(across, _)| across.at <= down.to + MEET) {
            if across.passes(down.at, MEET) {
                groups.join(n, m);
            }
        }
    }
    let mut frames: std::collections::BTreeMap<usize, Frame> = std::collections::BTreeMap::new();
    for (across, n) in rulings.across.iter().zip(0..) {
        let group = groups.root(n);
        frames.entry(group).or_default().across.push(*across);
    }
    for (down, n) in rulings.down.iter().zip(a..) {
        let group = groups.root(n);
        frames.entry(group).or_default().down.push(*down);
    }
    let cross = |frame: &Frame| frame.across.len() >= 2 && !frame.down.is_empty();
    frames.into_values().filter(cross).collect()
}

/// The places of the sides of rows and columns, in order.
#[derive(Debug, Clone, PartialEq)]
struct Sides {
    xs: Vec<f32>,
    ys: Vec<f32>,
}

/// The sides of a frame; an open side is where its lines end.
fn sides(frame: &Frame) -> Option<Sides> {
    let mut xs = distinct(frame.down.iter().map(|line| line.at));
    let mut ys = distinct(frame.across.iter().map(|line| line.at));
    let ends = |lines: &[Ruling]| {
        let from = lines.iter().map(|line| line.from).reduce(f32::min);
        let to = lines.iter().map(|line| line.to).reduce(f32::max);
        from.zip(to)
    };
    let (left, right) = ends(&frame.across)?;
    let (top, bottom) = ends(&frame.down)?;
    open_ends(&mut xs, left, right);
    open_ends(&mut ys, top, bottom);
    let (rows, cols) = (ys.len().saturating_sub(1), xs.len().saturating_sub(1));
    (cols >= 2 && rows >= 1 && rows.saturating_mul(cols) <= CELLS).then_some(Sides { xs, ys })
}

/// Adds the first and last place where lines reach beyond them.
fn open_ends(places: &mut Vec<f32>, from: f32, to: f32) {
    if places.first().is_some_and(|first| first - from > OPEN) {
        places.insert(0, from);
    }
    if places.last().is_some_and(|last| to - last > OPEN) {
        places.push(to);
    }
}

fn distinct(places: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut places: Vec<f32> = places.collect();
    places.sort_by(f32::total_cmp);
    places.dedup_by(|next, kept| *next - *kept <= SIDE);
    places
}

/// A cell: where it begins, and how many rows and columns it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Room {
    row: usize,
    col: usize,
    high: usize,
    wide: usize,
}

/// The cells of a frame: neighbours without a line between them are one, where that is a rectangle.
fn rooms(frame: &Frame, sides: &Sides) -> Vec<Room> {
    let (rows, cols) = (sides.ys.len() - 1, sides.xs.len() - 1);
    let number = |row: usize, col: usize| row * cols + col;
    let across = Index::new(&frame.across, &sides.ys);
    let down = Index::new(&frame.down, &sides.xs);
    let mut groups = Groups::new(rows * cols);
    for row in 0..rows {
        for col in 0..cols {
            let (Some([x0, x1]), Some([y0, y1])) = (pair(&sides.xs, col), pair(&sides.ys, row))
            else {
                continue;
            };
            if col + 1 < cols && !down.covers(col + 1, y0, y1) {
                groups.join(number(row, col), number(row, col + 1));
            }
            if row + 1 < rows && !across.covers(row + 1, x0, x1) {
                groups.join(number(row, col), number(row + 1, col));
            }
        }
    }
    let mut members: std::collections::BTreeMap<usize, Vec<(usize, usize)>> =
        std::collections::BTreeMap::new();
    for row in 0..rows {
        for col in 0..cols {
            let group = groups.root(number(row, col));
            members.entry(group).or_default().push((row, col));
        }
    }
    let mut rooms: Vec<Room> = members.values().flat_map(|cells| as_rooms(cells)).collect();
    rooms.sort_by_key(|room| (room.row, room.col));
    rooms
}

fn pair(places: &[f32], index: usize) -> Option<[f32; 2]> {
    Some([*places.get(index)?, *places.get(index.checked_add(1)?)?])
}

/// Cells as one room where they make a rectangle, else each by itself.
fn as_rooms(cells: &[(usize, usize)]) -> Vec<Room> {
    let min = |of: fn(&(usize, usize)) -> usize| cells.iter().map(of).min().unwrap_or(0);
    let max = |of: fn(&(usize, usize)) -> usize| cells.iter().map(of).max().unwrap_or(0);
    let (row, col) = (min(|cell| cell.0), min(|cell| cell.1));
    let high = max(|cell| cell.0) - row + 1;
    let wide = max(|cell| cell.1) - col + 1;
    if high * wide == cells.len() {
        return vec![Room {
            row,
            col,
            high,
            wide,
        }];
    }
    cells
        .iter()
        .map(|(row, col)| Room {
            row: *row,
            col: *col,
            high: 1,
            wide: 1,
        })
        .collect()
}

/// Lines by the side that they run along.
struct Index<'a> {
    by_side: Vec<Vec<&'a Ruling>>,
}

impl<'a> Index<'a> {
    fn new(lines: &'a [Ruling], sides: &[f32]) -> Self {
        let mut by_side = vec![Vec::new(); sides.len()];
        for line in lines {
            let next = sides.partition_point(|side| *side < line.at - SIDE);
            if let Some(list) = by_side.get_mut(next) {
                list.push(line);
            }
        }
        Self { by_side }
    }

    /// Whether lines along a side cover most of the way from one place to another.
    fn covers(&self, side: usize, from: f32, to: f32) -> bool {
        let Some(lines) = self.by_side.get(side) else {
            return false;
        };
        let covered: f32 = lines
            .iter()
            .map(|line| (line.to.min(to) - line.from.max(from)).max(0.0))
            .sum();
        covered >= (to - from) * 0.6
    }
}

/// Puts letters into cells. Nothing where too few cells hold something to be a table.
fn fill(sides: &Sides, rooms: &[Room], letters: &[Letter]) -> Option<(Grid, Vec<bool>)> {
    let (rows, cols) = (sides.ys.len() - 1, sides.xs.len() - 1);
    let at = Rect::new(
        *sides.xs.first()?,
        *sides.ys.first()?,
        *sides.xs.last()?,
        *sides.ys.last()?,
    );
    let mut owner = vec![usize::MAX; rows.checked_mul(cols)?];
    for (room, n) in rooms.iter().zip(0..) {
        for row in room.row..room.row + room.high {
            for col in room.col..room.col + room.wide {
                if let Some(slot) = owner.get_mut(row * cols + col) {
                    *slot = n;
                }
            }
        }
    }
    let mut inside: Vec<Vec<Letter>> = vec![Vec::new(); rooms.len()];
    let mut used = vec![false; letters.len()];
    for (letter, used) in letters.iter().zip(&mut used) {
        let (x, y) = (letter.at.mid_x(), letter.at.mid_y());
        if letter.seen != Seen::Shown || !at.holds(x, y) {
            continue;
        }
        let col = sides.xs.partition_point(|side| *side <= x).checked_sub(1)?;
        let row = sides.ys.partition_point(|side| *side <= y).checked_sub(1)?;
        let slot = owner.get(row.min(rows - 1) * cols + col.min(cols - 1));
        if let Some(list) = slot.and_then(|slot| inside.get_mut(*slot)) {
            list.push(letter.clone());
            *used = true;
        }
    }
    let cells: Vec<GridCell> = rooms
        .iter()
        .zip(&inside)
        .filter_map(|(room, letters)| {
            let (text, at, baseline) = cell_of_letters(letters)?;
            Some(GridCell {
                row: room.row,
                col: room.col,
                wide: room.wide,
                high: room.high,
                text,
                at,
                baseline,
            })
        })
        .collect();
    let filled_cols: std::collections::BTreeSet<usize> =
        cells.iter().map(|cell| cell.col).collect();
    if filled_cols.len() < 2 || cells.len() < 2 {
        return None;
    }
    let bands = |places: &[f32]| {
        let pairs = places.windows(2).filter_map(|pair| match pair {
            [from, to] => Some(Band {
                from: *from,
                to: *to,
            }),
            _ => None,
        });
        pairs.collect::<Vec<Band>>()
    };
    let whole = rooms
        .iter()
        .filter(|room| room.wide * room.high == 1)
        .count();
    let sure = 70 + 29 * whole / rooms.len().max(1);
    let grid = Grid {
        at,
        rows: bands(&sides.ys),
        cols: bands(&sides.xs),
        cells,
        method: TableMethod::Ruled,
        sure: u8::try_from(sure).unwrap_or(99),
    };
    Some((without_blanks(grid), used))
}

/// Leaves out rows and columns in which nothing begins: narrow strips between double lines, and the
/// columns of a frame around the table.
fn without_blanks(mut grid: Grid) -> Grid {
    let (rows, cols) = (grid.rows.len(), grid.cols.len());
    let thin = |band: &Band| band.to - band.from < 5.0;
    let used_row = |row: usize| grid.cells.iter().any(|cell| cell.row == row);
    let used_col = |col: usize| grid.cells.iter().any(|cell| cell.col == col);
    let keep_rows: Vec<usize> = (0..rows)
        .filter(|row| used_row(*row) || !grid.rows.get(*row).is_some_and(thin))
        .collect();
    let keep_cols: Vec<usize> = (0..cols)
        .filter(|col| used_col(*col) || !grid.cols.get(*col).is_some_and(thin))
        .collect();
    let row_of: Vec<usize> = (0..rows)
        .map(|row| keep_rows.partition_point(|kept| *kept < row))
        .collect();
    let col_of: Vec<usize> = (0..cols)
        .map(|col| keep_cols.partition_point(|kept| *kept < col))
        .collect();
    for cell in &mut grid.cells {
        let end_row = cell.row + cell.high;
        let end_col = cell.col + cell.wide;
        cell.high = keep_rows
            .iter()
            .filter(|row| (cell.row..end_row).contains(row))
            .count()
            .max(1);
        cell.wide = keep_cols
            .iter()
            .filter(|col| (cell.col..end_col).contains(col))
            .count()
            .max(1);
        cell.row = row_of.get(cell.row).copied().unwrap_or(0);
        cell.col = col_of.get(cell.col).copied().unwrap_or(0);
    }
    let kept = |bands: &[Band], keep: &[usize]| {
        keep.iter().filter_map(|n| bands.get(*n).copied()).collect()
    };
    grid.rows = kept(&grid.rows, &keep_rows);
    grid.cols = kept(&grid.cols, &keep_cols);
    grid
}

/// Which things belong together, told pair by pair.
struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self {
            parent: (0..count).collect(),
        }
    }

    fn root(&mut self, thing: usize) -> usize {
        let mut root = thing;
        while let Some(up) = self.parent.get(root).copied().filter(|up| *up != root) {
            // Shortens the way for the next time.
            let over = self.parent.get(up).copied().unwrap_or(up);
            if let Some(slot) = self.parent.get_mut(root) {
                *slot = over;
            }
            root = over;
        }
        root
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.parent.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::words::tests::typed;

    fn line(xa: f32, ya: f32, xb: f32, yb: f32, from: StrokeFrom) -> Stroke {
        let along = if (ya - yb).abs() < 0.5 {
            Along::Across
        } else {
            Along::Down
        };
        Stroke {
            at: Rect::new(xa, ya, xb, yb),
            along,
            from,
        }
    }

    fn grid_lines(xs: &[f32], ys: &[f32], from: StrokeFrom) -> Vec<Stroke> {
        let (left, right) = (xs[0], xs[xs.len() - 1]);
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        let across = ys.iter().map(|y| line(left, *y, right, *y, from));
        let down = xs.iter().map(|x| line(*x, top, *x, bottom, from));
        across.chain(down).collect()
    }

    fn text() -> Vec<Letter> {
        let mut letters = typed("Name", 55.0, 112.0);
        letters.extend(typed("Casey Mock", 155.0, 112.0));
        letters.extend(typed("ford", 155.0, 124.0));
        letters.extend(typed("Ward", 55.0, 142.0));
        letters.extend(typed("outside", 55.0, 300.0));
        letters
    }

    fn cells(grid: &Grid) -> Vec<(usize, usize, &str)> {
        let cells = grid.cells.iter();
        cells
            .map(|cell| (cell.row, cell.col, cell.text.as_str()))
            .collect()
    }

    #[test]
    fn lines_around_cells_make_a_table_and_wrapped_text_is_joined() {
        let strokes = grid_lines(
            &[50.0, 150.0, 300.0],
            &[100.0, 130.0, 150.0],
            StrokeFrom::Line,
        );
        let mut letters = text();
        let grids = tables(&strokes, &mut letters);
        assert_eq!(
            cells(&grids[0]),
            [(0, 0, "Name"), (0, 1, "Casey Mock ford"), (1, 0, "Ward")]
        );
        assert_eq!(letters.len(), "outside".len());
        assert_eq!(grids[0].method, TableMethod::Ruled);
    }

    #[test]
    fn a_frame_without_its_outer_lines_is_read_as_one_with_them() {
        let strokes = [
            line(50.0, 100.0, 300.0, 100.0, StrokeFrom::Line),
            line(50.0, 130.0, 300.0, 130.0, StrokeFrom::Line),
            line(50.0, 150.0, 300.0, 150.0, StrokeFrom::Line),
            line(150.0, 100.0, 150.0, 150.0, StrokeFrom::Line),
        ];
        let grids = tables(&strokes, &mut text());
        assert_eq!((grids[0].rows.len(), grids[0].cols.len()), (2, 2));
    }

    #[test]
    fn cells_told_by_their_filling_alone_make_a_table() {
        let strokes = grid_lines(
            &[50.0, 150.0, 300.0],
            &[100.0, 130.0, 150.0],
            StrokeFrom::Edge,
        );
        assert_eq!(tables(&strokes, &mut text()).len(), 1);
    }

    #[test]
    fn cells_without_a_line_between_them_are_one() {
        let mut strokes = grid_lines(
            &[50.0, 150.0, 300.0],
            &[100.0, 130.0, 150.0],
            StrokeFrom::Line,
        );
        strokes.retain(|stroke| !(stroke.along == Along::Down && stroke.at.x0 == 150.0));
        strokes.push(line(150.0, 130.0, 150.0, 150.0, StrokeFrom::Line));
        let mut letters = typed("Heading", 130.0, 112.0);
        letters.extend(typed("Name", 55.0, 142.0));
        letters.extend(typed("Casey", 155.0, 142.0));
        let grids = tables(&strokes, &mut letters);
        assert_eq!(
            (grids[0].cells[0].text.as_str(), grids[0].cells[0].wide),
            ("Heading", 2)
        );
    }

    #[test]
    fn a_box_around_a_paragraph_is_no_table() {
        let strokes = grid_lines(&[50.0, 300.0], &[100.0, 150.0], StrokeFrom::Line);
        let mut letters = text();
        let before = letters.len();
        assert!(tables(&strokes, &mut letters).is_empty());
        assert_eq!(letters.len(), before);
    }
}
