//! Keys that follow from names, and categories where they belong.

use domain::changes::Thing;
use domain::folding::title_key;
use domain::{CategoryId, CommunityId, NoteId, NotebookId, PersonId};
use store::check::{self as stored, HasName, Named};

use super::{Check, Code, PAGE, record};
use crate::Result;

pub(super) async fn look(check: &mut Check<'_>) -> Result<()> {
    kind::<NotebookId>(check, "notebook", Thing::Notebook).await?;
    kind::<PersonId>(check, "person", Thing::Person).await?;
    kind::<CommunityId>(check, "community", Thing::Community).await?;
    kind::<CategoryId>(check, "category", |_| Thing::Site).await?;
    categories(check).await
}

async fn kind<T: HasName>(check: &mut Check<'_>, word: &'static str, thing: fn(T) -> Thing) -> Result<()> {
    let mut after = T::from_bytes([0; 16]);
    loop {
        let page: Vec<Named<T>> =
            stored::named_after(&mut check.ctx.services.store.heavy().await?, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for mut named in page {
            let amiss = set_right(&mut named);
            let mends = amiss.iter().any(|code| check.mends(*code));
            if mends {
                let mut tx = check.ctx.services.store.write().await?;
                stored::mend_named(&mut tx, &named).await?;
                record(&mut tx, check.ctx, thing(named.id)).await?;
                tx.commit().await?;
            }
            for code in amiss {
                check.tell(code, word, named.id.to_string(), mends);
            }
        }
    }
}

/// Gives a thing the keys that follow from its name; says what was not so.
fn set_right<T: HasName>(named: &mut Named<T>) -> Vec<Code> {
    let mut amiss = Vec::new();
    let key = if T::IS_FOLDED { title_key(&named.name) } else { String::new() };
    let sort_key = i18n::sort_key(&named.name);
    if named.key != key {
        named.key = key;
        amiss.push(Code::TitleKey);
    }
    if named.sort_key != sort_key {
        named.sort_key = sort_key;
        amiss.push(Code::SortKey);
    }
    if named.seen_by_nobody {
        amiss.push(Code::SeenByNobody);
    }
    amiss
}

async fn categories(check: &mut Check<'_>) -> Result<()> {
    let mut after = (NotebookId::from_bytes([0; 16]), NoteId::from_bytes([0; 16]), CategoryId::from_bytes([0; 16]));
    loop {
        let page = stored::filed_elsewhere(&mut check.ctx.services.store.heavy().await?, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = *last;
        let mends = check.mends(Code::CategoryElsewhere);
        if mends {
            let mut tx = check.ctx.services.store.write().await?;
            for filed in &page {
                stored::unfile(&mut tx, *filed).await?;
                record(&mut tx, check.ctx, Thing::Notebook(filed.0)).await?;
            }
            tx.commit().await?;
        }
        for (_, note, _) in page {
            check.tell(Code::CategoryElsewhere, "note", note.to_string(), mends);
        }
    }
}
