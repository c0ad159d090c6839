use super::*;

fn note(number: u8) -> NoteId {
    NoteId::from_bytes([number; 16])
}

fn at(position: i64, number: u8) -> Placed {
    placed((position, note(number), 0))
}

fn outline(order: &[(i64, u8)]) -> Outline {
    Outline::of(order.iter().map(|(position, number)| at(*position, *number)).collect(), Vec::new())
}

/// An outline of lines in their order: a depth and a name; a name in capitals is a part.
fn contents(lines: &[(i64, &str)]) -> (Outline, Vec<(i64, NoteId)>) {
    let (mut notes, mut parts) = (Vec::new(), Vec::new());
    for (position, (depth, name)) in (0..).zip(lines) {
        if name.chars().all(char::is_uppercase) {
            parts.push(((*name).to_owned(), position, *depth));
        } else {
            notes.push(placed((position, note(u8::try_from(position).unwrap()), *depth)));
        }
    }
    let places = notes.iter().map(|placed| (placed.position, placed.note)).collect();
    (Outline::of(notes, parts), places)
}

/// What is near the line of that name, by name: `>` before what it stands in, `*` before itself.
fn near(lines: &[(i64, &str)], name: &str) -> Vec<String> {
    let (outline, places) = contents(lines);
    let line = |note: NoteId| places.iter().find(|(_, known)| *known == note).map(|(position, _)| *position).unwrap();
    let named = |near: &Near| {
        let sign = match near.way {
            Way::Here => "*",
            Way::Above => ">",
            Way::Beside => "",
        };
        let words = match &near.part {
            Some(part) => part.title.to_string(),
            None => lines[usize::try_from(line(near.note)).unwrap()].1.to_owned(),
        };
        format!("{sign}{words}")
    };
    let at = places.iter().find(|(position, _)| lines[usize::try_from(*position).unwrap()].1 == name).unwrap();
    outline.near(*at).entries.iter().map(named).collect()
}

#[test]
fn near_a_note_stand_its_part_the_other_parts_its_neighbours_and_what_it_holds() {
    let lines = [
        (0, "A"),
        (1, "a1"),
        (1, "a2"),
        (0, "B"),
        (1, "b1"),
        (2, "b1x"),
        (1, "b2"),
        (2, "b2x"),
        (3, "b2xx"),
        (2, "b2y"),
        (1, "b3"),
        (2, "b3x"),
        (0, "C"),
        (1, "c1"),
    ];
    assert_eq!(near(&lines, "b2"), ["A", ">B", "b1", "*b2", "b2x", "b2y", "b3", "C"]);
    assert_eq!(near(&lines, "b2xx"), ["A", ">B", "b1", ">b2", ">b2x", "*b2xx", "b2y", "b3", "C"]);
    assert_eq!(near(&lines, "a1"), [">A", "*a1", "a2", "B", "C"]);
    assert_eq!(near(&lines, "c1"), ["A", "B", ">C", "*c1"]);
    assert_eq!(near(&[(0, "x"), (1, "y"), (0, "z")], "x"), ["*x", "y", "z"]);
    assert_eq!(near(&[(0, "d"), (0, "A"), (0, "e"), (0, "B"), (0, "f")], "e"), ["d", ">A", "*e", "B"]);
}

#[test]
fn of_many_neighbours_the_nearest_alone_are_near() {
    let (outline, places) = contents(&[(0, "n"); 200]);
    let nearby = outline.near(places[100]);
    assert_eq!(nearby.entries.len(), 2 * NEAR + 1);
    assert!(nearby.more_before && nearby.more_after);
    assert_eq!(nearby.entries[NEAR].way, Way::Here);
    let first = outline.near(places[0]);
    assert_eq!((first.entries.len(), first.more_before, first.more_after), (NEAR + 1, false, true));
}

/// The names of parts and notes, each part before the note that it stands before.
fn listed(notes: &[(i64, i64)], parts: &[(i64, i64)]) -> Vec<String> {
    let each = |(position, depth): &(i64, i64)| placed((*position, note(0), *depth));
    let parts = parts.iter().map(|(position, depth)| (format!("part {position}"), *position, *depth)).collect();
    let outline = Outline::of(notes.iter().map(each).collect(), parts);
    let mut names = Vec::new();
    for (place, placed) in outline.notes.iter().enumerate() {
        names.extend(outline.parts_at(place).iter().map(|part| part.title.to_string()));
        names.push(format!("note {}", placed.position));
    }
    names
}

#[test]
fn a_part_stands_before_its_notes() {
    assert_eq!(listed(&[(5, 0), (20, 0)], &[(10, 0)]), ["note 5", "part 10", "note 20"]);
    assert_eq!(listed(&[(30, 1)], &[(10, 0), (20, 1)]), ["part 10", "part 20", "note 30"]);
}

#[test]
fn a_part_whose_notes_are_all_hidden_is_not_there() {
    assert_eq!(listed(&[(5, 0)], &[(10, 0)]), ["note 5"]);
    assert_eq!(listed(&[(30, 0)], &[(10, 0), (20, 0)]), ["part 20", "note 30"]);
    assert_eq!(listed(&[(40, 1)], &[(10, 0), (20, 1), (30, 1)]), ["part 10", "part 30", "note 40"]);
    assert_eq!(listed(&[(40, 0)], &[(10, 1)]), ["note 40"]);
    assert_eq!(listed(&[], &[(10, 0)]), [""; 0]);
}

#[test]
fn a_note_stands_between_its_neighbours() {
    let outline = outline(&[(10, 1), (20, 2), (20, 3)]);
    let standing = |at, number| outline.standing((at, note(number)));
    let first = Standing { place: 1, count: 3, previous: None, next: Some(note(2)) };
    assert_eq!(standing(10, 1), first);
    assert_eq!(standing(20, 2), Standing { place: 2, count: 3, previous: Some(note(1)), next: Some(note(3)) });
    assert_eq!(standing(20, 3), Standing { place: 3, count: 3, previous: Some(note(2)), next: None });
}

#[test]
fn notes_that_moved_are_put_where_they_are_now() {
    let before = outline(&[(10, 1), (20, 2), (30, 3)]);
    let moved = [note(1), note(3), note(4)];
    let after = before.brought_up_to_date(&moved, vec![at(5, 4), at(40, 1)], Vec::new());
    assert_eq!(*after.notes, [at(5, 4), at(20, 2), at(40, 1)]);
}

/// The numbers of the notes among these lines, by name.
fn numbers(lines: &[(i64, &str)]) -> Vec<String> {
    let (outline, places) = contents(lines);
    let name = |position: i64| lines[usize::try_from(position).unwrap()].1;
    let each = places.iter().enumerate();
    each.map(|(place, (position, _))| {
        format!("{} {}", outline.number(place).unwrap_or_default(), name(*position)).trim_start().to_owned()
    })
    .collect()
}

#[test]
fn numbers_are_computed_from_what_is_seen() {
    let flat = [(0, "a"), (0, "b"), (1, "bx"), (2, "bxx"), (1, "by"), (0, "c")];
    assert_eq!(numbers(&flat), ["1 a", "2 b", "2.1 bx", "2.1.1 bxx", "2.2 by", "3 c"]);
    let parts = [(0, "d"), (0, "A"), (1, "a"), (1, "b"), (2, "bx"), (0, "B"), (1, "c"), (2, "cx")];
    assert_eq!(numbers(&parts), ["d", "1.1 a", "1.2 b", "1.2.1 bx", "2.1 c", "2.1.1 cx"]);
    // A part within another one is not counted, and what is deeper than what it stands in by two counts once.
    let within = [(0, "A"), (1, "a"), (1, "AA"), (2, "b"), (4, "c"), (3, "e"), (0, "f")];
    assert_eq!(numbers(&within), ["1.1 a", "1.1.1 b", "1.1.1.1 c", "1.1.1.2 e", "1.2 f"]);
}

#[test]
fn a_chapter_is_a_part_with_its_notes_or_a_note_with_those_that_stand_in_it() {
    let (parts, _) = contents(&[(0, "d"), (0, "A"), (1, "a"), (1, "b"), (0, "B"), (1, "c")]);
    let chapter = |outline: &Outline, place: usize| {
        let chapter = outline.chapter(place);
        (chapter.part.map(|part| part.title.to_string()), chapter.places)
    };
    assert_eq!(chapter(&parts, 0), (None, 0..1));
    assert_eq!(chapter(&parts, 2), (Some("A".to_owned()), 1..3));
    assert_eq!(chapter(&parts, 3), (Some("B".to_owned()), 3..4));
    let (notes, _) = contents(&[(0, "a"), (0, "b"), (1, "bx"), (2, "bxx"), (0, "c")]);
    assert_eq!(chapter(&notes, 0), (None, 0..1));
    assert_eq!(chapter(&notes, 3), (None, 1..4));
    assert_eq!(chapter(&notes, 4), (None, 4..5));
}
