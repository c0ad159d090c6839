//! Two who save at once.

use super::*;

const FIRST: &str = "un\ndeux\ntrois\nquatre\ncinq\n";

#[tokio::test]
async fn a_stale_save_shows_both_texts_and_loses_neither() {
    for site in TestApp::all(8811).await {
        let (_, ana) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let note = made(&site, &ana, &form("Écluse", FIRST)).await;
        saved(&site, &ana, note, "1", "Écluse neuve", "un\ndeux\nIII\nquatre\nCINQ\n").await;
        let stale = saved(&site, &ana, note, "1", "Écluse", "UN\ndeux\n3\nquatre\ncinq\n").await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.text());
        assert_eq!(texts(&stale, "[data-part=merge] fieldset[data-passage]").len(), 3);
        assert_eq!(texts(&stale, "[data-side=mine]"), ["UN", "3", "cinq"]);
        assert_eq!(texts(&stale, "[data-side=theirs]"), ["un", "III", "CINQ"]);
        assert_eq!(
            value(&stale, "body"),
            "UN\ndeux\n3\nIII\nquatre\nCINQ\n",
            "one side where one changed it, else both"
        );
        assert_eq!((value(&stale, "base"), value(&stale, "from")), ("2".to_owned(), "1".to_owned()));
        assert_eq!(value(&stale, "mine"), "UN\ndeux\n3\nquatre\ncinq\n");
        assert_eq!(value(&stale, "title"), "Écluse neuve", "only one changed the title");

        // Choices make the text again.
        let (mine, body) = (value(&stale, "mine"), value(&stale, "body"));
        let choices = [
            ("title", "Écluse neuve"),
            ("language", "fr"),
            ("body", body.as_str()),
            ("mine", mine.as_str()),
            ("from", "1"),
            ("base", "2"),
            ("passage-0", "theirs"),
            ("passage-1", "mine"),
            ("passage-2", "both"),
            ("act", "join"),
        ];
        let joined = site.send(Some(&ana), &edit(note), &choices).await;
        assert_eq!(joined.status, StatusCode::OK, "{}", joined.text());
        let text = value(&joined, "body");
        assert_eq!(text, "un\ndeux\n3\nquatre\ncinq\nCINQ\n");
        let answer = saved(&site, &ana, note, &value(&joined, "base"), "Écluse neuve", &text).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        assert_eq!(source(&site, &ana, note).await, text);
        assert_eq!(versions(&site, &ana, note).await, 3);
    }
}

#[tokio::test]
async fn what_somebody_else_saved_word_for_word_is_no_conflict() {
    for site in TestApp::all(8812).await {
        let (_, ana) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let note = made(&site, &ana, &form("Écluse", FIRST)).await;
        for _ in 0..2 {
            let answer = saved(&site, &ana, note, "1", "Écluse", "Un autre texte.").await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        }
        assert_eq!(versions(&site, &ana, note).await, 2, "the same form sent twice makes one version");
        let lost = saved(&site, &ana, note, "999", "Écluse", "Autre.").await;
        assert_eq!(lost.status, StatusCode::CONFLICT);
        assert_eq!(value(&lost, "mine"), "Autre.");
    }
}

#[tokio::test]
async fn of_two_saves_at_once_one_is_kept_and_the_other_is_told() {
    for site in TestApp::all(8813).await {
        let (_, ana) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let note = made(&site, &ana, &form("Écluse", FIRST)).await;
        let (one, other) = tokio::join!(
            saved(&site, &ana, note, "1", "Écluse", "Le premier."),
            saved(&site, &ana, note, "1", "Écluse", "Le second."),
        );
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
        assert_eq!(versions(&site, &ana, note).await, 2);
    }
}
