//! What the list of a notebook needs of all its notes at once: their orders, their pins, their categories.
//!
//! Only ids are kept, per viewer: what is shown of a note is asked again, with the viewer's rights, in the snapshot of the
//! page. So that page 100 costs what page 1 does, and that categories combine without a scan.

use std::collections::HashMap;
use std::sync::Arc;

use domain::notebooks::Sort;
use domain::tags::Tag;
use domain::{CategoryId, NoteId, NotebookId, PersonId};
use store::{Tx, categories, placements};

use crate::keeping::{Keeping, Seen};
use crate::views::{Category, CategoryList};
use crate::{Ctx, Result};

/// Bytes of shelves that are kept, and again of orders.
const KEPT_BYTES: usize = 4 * 1024 * 1024;
/// What an entry costs beside its notes.
const OVERHEAD: usize = 256;

/// The notes of a notebook that one viewer may read, in the manual order, with what their placements bear.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    notes: Vec<OnShelf>,
    /// Each set of categories that a placement bears, as places in `categories`.
    sets: Vec<Box<[u32]>>,
    /// Those that the notebook defined: category, list, name.
    categories: Vec<(CategoryId, i64, String)>,
    lists: Vec<(i64, String)>,
}

#[derive(Clone, Copy, Debug)]
struct OnShelf {
    note: NoteId,
    pinned: bool,
    /// Which set it bears.
    set: u32,
}

impl Shelf {
    fn of(
        notes: Vec<(NoteId, bool)>,
        borne: Vec<(NoteId, CategoryId)>,
        categories: Vec<(CategoryId, i64, String)>,
        lists: Vec<(i64, String)>,
    ) -> Self {
        let places: HashMap<CategoryId, u32> = (0..).zip(&categories).map(|(place, (id, ..))| (*id, place)).collect();
        let mut of_note: HashMap<NoteId, Vec<u32>> = HashMap::new();
        for (note, category) in borne {
            of_note.entry(note).or_default().extend(places.get(&category));
        }
        let mut sets: Vec<Box<[u32]>> = vec![Box::default()];
        let mut known: HashMap<Box<[u32]>, u32> = HashMap::from([(Box::default(), 0)]);
        let notes = notes.into_iter().map(|(note, pinned)| {
            let mut set = of_note.remove(&note).unwrap_or_default();
            set.sort_unstable();
            let set: Box<[u32]> = set.into();
            let set = *known.entry(set).or_insert_with_key(|set| {
                sets.push(set.clone());
                u32::try_from(sets.len() - 1).unwrap_or(0)
            });
            OnShelf { note, pinned, set }
        });
        let notes = notes.collect();
        Self { notes, sets, categories, lists }
    }

    fn bytes(&self) -> usize {
        let sets: usize = self.sets.iter().map(|set| size_of_val(&**set) + size_of::<Box<[u32]>>()).sum();
        let categories: usize = self.categories.iter().map(|(.., name)| 48 + name.len()).sum();
        self.notes.len() * size_of::<OnShelf>() + sets + categories + OVERHEAD
    }

    /// How many notes there are.
    pub(crate) fn count(&self) -> usize {
        self.notes.len()
    }

    /// The notes, in the manual order.
    pub(crate) fn in_order(&self) -> Arc<[NoteId]> {
        self.notes.iter().map(|on| on.note).collect()
    }

    /// The places of these categories; nothing where one of them is not the notebook's.
    fn places(&self, chosen: &[CategoryId]) -> Option<Vec<u32>> {
        let place = |asked: &CategoryId| self.categories.iter().position(|(id, ..)| id == asked);
        chosen.iter().map(|asked| u32::try_from(place(asked)?).ok()).collect()
    }

    /// Which sets hold all of these.
    fn holding(&self, chosen: &[u32]) -> Vec<bool> {
        self.sets.iter().map(|set| chosen.iter().all(|place| set.binary_search(place).is_ok())).collect()
    }

    /// The notes that bear all of these categories, and whether they are pinned; nothing where no note bears them.
    pub(crate) fn bearing(&self, chosen: &[CategoryId]) -> Option<HashMap<NoteId, bool>> {
        let holds = self.holding(&self.places(chosen)?);
        let bears = |on: &&OnShelf| usize::try_from(on.set).is_ok_and(|set| holds.get(set).copied().unwrap_or(false));
        let found: HashMap<_, _> = self.notes.iter().filter(bears).map(|on| (on.note, on.pinned)).collect();
        Some(found).filter(|found| chosen.is_empty() || !found.is_empty())
    }

    /// The categories that narrow what is chosen, or are chosen, by list, each with how many notes it leaves.
    pub(crate) fn facets(&self, chosen: &[CategoryId]) -> Vec<CategoryList> {
        let holds = self.places(chosen).map(|places| self.holding(&places)).unwrap_or_default();
        let mut bearing = vec![0_i64; self.sets.len()];
        for on in &self.notes {
            if let Some(count) = usize::try_from(on.set).ok().and_then(|set| bearing.get_mut(set)) {
                *count += 1;
            }
        }
        let mut counts = vec![0_i64; self.categories.len()];
        for ((set, count), _) in self.sets.iter().zip(bearing).zip(holds).filter(|(_, holds)| *holds) {
            for place in set {
                if let Some(total) = usize::try_from(*place).ok().and_then(|place| counts.get_mut(place)) {
                    *total += count;
                }
            }
        }
        let mut lists: Vec<(i64, CategoryList)> = Vec::new();
        for ((id, list, name), count) in self.categories.iter().zip(counts).filter(|(_, count)| *count > 0) {
            let category = Category { id: *id, name: name.clone(), count, is_chosen: chosen.contains(id) };
            match lists.last_mut().filter(|(number, _)| number == list) {
                Some((_, there)) => there.categories.push(category),
                None => {
                    let name = self.lists.iter().find(|(number, _)| number == list);
                    let name = name.map(|(_, name)| name.clone()).unwrap_or_default();
                    lists.push((*list, CategoryList { name, categories: vec![category] }));
                }
            }
        }
        lists.into_iter().map(|(_, list)| list).collect()
    }
}

type OfViewer = (NotebookId, Option<PersonId>);

/// Shelves and orders by notebook and viewer.
pub(crate) struct Shelves {
    by_notebook: Keeping<OfViewer, Seen<Arc<Shelf>>>,
    orders: Keeping<(OfViewer, Sort), Seen<Arc<[NoteId]>>>,
    /// One is made at a time: whoever waits for the same finds it made.
    making: tokio::sync::Mutex<()>,
}

impl Default for Shelves {
    fn default() -> Self {
        Self {
            by_notebook: Keeping::new("shelves", KEPT_BYTES),
            orders: Keeping::new("orders", KEPT_BYTES),
            making: tokio::sync::Mutex::default(),
        }
    }
}

/// The shelf of a notebook for the viewer of this context.
pub(crate) async fn of(ctx: &Ctx, tx: &mut Tx, notebook: NotebookId) -> Result<Arc<Shelf>> {
    let tags = [Tag::Placements(notebook)];
    tx.asks(tags.clone());
    let shelves = &ctx.services.shelves;
    let key = (notebook, ctx.viewer.id());
    let kept =
        |tx: &Tx| shelves.by_notebook.get(key).filter(|kept| kept.is_true(ctx, tx, &tags)).map(|kept| kept.value);
    if let Some(shelf) = kept(tx) {
        return Ok(shelf);
    }
    let _alone = shelves.making.lock().await;
    if let Some(shelf) = kept(tx) {
        return Ok(shelf);
    }
    let notes = placements::on_shelf(tx.at_length(), &ctx.viewer, notebook).await?;
    let borne = categories::borne(tx, notebook).await?;
    let all = categories::of_notebook(tx, notebook).await?;
    let shelf = Arc::new(Shelf::of(notes, borne, all, categories::lists(tx, notebook).await?));
    let seen = Seen::now(ctx, tx, shelf.clone());
    shelves.by_notebook.keep(key, seen.clone(), shelf.bytes(), |there| there.is_newer_than(&seen));
    Ok(shelf)
}

/// The notes of a notebook that the viewer of this context may read, in an order.
pub(crate) async fn in_order(ctx: &Ctx, tx: &mut Tx, notebook: NotebookId, sort: Sort) -> Result<Arc<[NoteId]>> {
    let tags = placements::orders(notebook, sort);
    tx.asks(tags.clone());
    let shelves = &ctx.services.shelves;
    let key = ((notebook, ctx.viewer.id()), sort);
    let kept = |tx: &Tx| shelves.orders.get(key).filter(|kept| kept.is_true(ctx, tx, &tags)).map(|kept| kept.value);
    if let Some(order) = kept(tx) {
        return Ok(order);
    }
    let _alone = shelves.making.lock().await;
    if let Some(order) = kept(tx) {
        return Ok(order);
    }
    let order: Arc<[NoteId]> = placements::in_order(tx.at_length(), &ctx.viewer, notebook, sort).await?.into();
    let seen = Seen::now(ctx, tx, order.clone());
    let bytes = size_of_val(&*order) + OVERHEAD;
    shelves.orders.keep(key, seen.clone(), bytes, |there| there.is_newer_than(&seen));
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(number: u8) -> NoteId {
        NoteId::from_bytes([number; 16])
    }

    fn category(number: u8) -> CategoryId {
        CategoryId::from_bytes([number; 16])
    }

    /// Notes 1 to 4; the first list has categories 1 and 2, the second 3, and nobody bears 4.
    fn shelf() -> Shelf {
        let categories = [(1, 1), (2, 1), (3, 2), (4, 2)];
        let borne = [(1, 1), (1, 3), (2, 1), (3, 2), (3, 3), (9, 3)];
        Shelf::of(
            (1..=4).map(|number| (note(number), number == 2)).collect(),
            borne.into_iter().map(|(on, which)| (note(on), category(which))).collect(),
            categories.into_iter().map(|(which, list)| (category(which), list, format!("c{which}"))).collect(),
            vec![(2, "Étape".to_owned())],
        )
    }

    fn counts(shelf: &Shelf, chosen: &[CategoryId]) -> Vec<(String, Vec<(String, i64)>)> {
        let names = |list: CategoryList| {
            (list.name, list.categories.into_iter().map(|category| (category.name, category.count)).collect())
        };
        shelf.facets(chosen).into_iter().map(names).collect()
    }

    fn named(list: &[(&str, &[(&str, i64)])]) -> Vec<(String, Vec<(String, i64)>)> {
        let owned = |(name, of): &(&str, &[(&str, i64)])| {
            ((*name).to_owned(), of.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect())
        };
        list.iter().map(owned).collect()
    }

    #[test]
    fn each_category_says_how_many_notes_it_leaves_and_one_that_leaves_none_is_not_named() {
        let shelf = shelf();
        assert_eq!(counts(&shelf, &[]), named(&[("", &[("c1", 2), ("c2", 1)]), ("Étape", &[("c3", 2)])]));
        assert_eq!(counts(&shelf, &[category(3)]), named(&[("", &[("c1", 1), ("c2", 1)]), ("Étape", &[("c3", 2)])]));
        assert_eq!(counts(&shelf, &[category(1)]), named(&[("", &[("c1", 2)]), ("Étape", &[("c3", 1)])]));
    }

    #[test]
    fn categories_combine_and_those_that_no_note_bears_together_find_nothing() {
        let shelf = shelf();
        assert_eq!(shelf.bearing(&[]).map(|found| found.len()), Some(4));
        assert_eq!(shelf.bearing(&[category(1), category(3)]), Some(HashMap::from([(note(1), false)])));
        assert_eq!(shelf.bearing(&[category(1)]), Some(HashMap::from([(note(1), false), (note(2), true)])));
        assert_eq!(shelf.bearing(&[category(1), category(2)]), None);
        assert_eq!(shelf.bearing(&[category(8)]), None);
    }
}
