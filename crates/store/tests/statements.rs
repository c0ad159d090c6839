//! Every statement, on both engines.

#[tokio::test]
async fn every_statement_is_what_it_declares() {
    for it in testkit::stores().await {
        let faults = it.store.prepare_all().await.unwrap();
        assert!(faults.is_empty(), "{}: {faults:#?}", it.store.engine());
    }
}

#[test]
fn fewer_than_one_statement_in_twenty_is_written_twice() {
    let all = store::statements();
    let apart: Vec<_> = all.iter().filter(|statement| !statement.is_shared()).map(|it| it.name()).collect();
    assert!(apart.len() * 20 < all.len(), "{} of {}: {apart:?}", apart.len(), all.len());
}

#[test]
fn every_statement_has_a_name_of_its_own() {
    let mut names: Vec<_> = store::statements().iter().map(|statement| statement.name()).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}
