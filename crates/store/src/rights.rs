//! The rule of rights as SQL, for lists: the second form of `domain::policy`. A property test over random worlds
//! holds the two equal.

use domain::PersonId;
use domain::communities::Role;
use domain::policy::Viewer;

use crate::statements::Kind;
use crate::values::Value;

/// The arguments that say who asks, in the order in which they are bound.
pub const VIEWER: &[(&str, Kind)] = &[
    (":me", Kind::Id),
    (":signed_in", Kind::Bool),
    (":steward", Kind::Bool),
    (":system", Kind::Bool),
    (":communities", Kind::Ids),
    (":editing", Kind::Ids),
    (":leading", Kind::Ids),
];

/// Who asks, as values for those arguments.
pub fn viewer_values(viewer: &Viewer) -> [Value; 7] {
    [
        // Nobody has the id of zeros: rows never match it.
        viewer.id().unwrap_or(PersonId::from_bytes([0; 16])).into(),
        viewer.is_signed_in().into(),
        viewer.is_steward().into(),
        viewer.is_system().into(),
        Value::ids(viewer.communities()),
        Value::ids(viewer.communities_with(&[Role::Curator, Role::Lead])),
        Value::ids(viewer.communities_with(&[Role::Lead])),
    ]
}

/// The fragments: name, then text, where `@` stands for the alias of the table.
const FRAGMENTS: &[(&str, &str)] = &[
    ("note_readable", "(@.deleted IS NULL AND (@.hidden IS NULL OR :system OR :steward OR {note_editable @} OR EXISTS (
            SELECT 1 FROM community_link hl WHERE hl.note = @.id AND hl.community {in :leading})) AND (
        @.visibility = 'public' OR :system
        OR (@.visibility = 'signed_in' AND :signed_in)
        OR (@.visibility = 'community' AND EXISTS (
            SELECT 1 FROM community_link cl WHERE cl.note = @.id AND cl.community {in :communities}))
        OR (:signed_in AND (
            EXISTS (SELECT 1 FROM reader rd WHERE rd.note = @.id AND rd.person = :me)
            OR EXISTS (SELECT 1 FROM author_invitation ai WHERE ai.note = @.id AND ai.person = :me)
            OR {note_editable @}))))"),
    // Named authors, delegates, or who keeps it.
    ("note_editable", "(EXISTS (SELECT 1 FROM author au WHERE au.note = @.id AND au.person = :me)
        OR (@.delegated IS NOT NULL AND @.delegated {in :editing} AND {delegates @})
        OR ({kept @} AND {keeper @}))"),
    ("delegates", "(@.delegated IS NOT NULL
        AND EXISTS (SELECT 1 FROM community_link dl WHERE dl.note = @.id AND dl.community = @.delegated)
        AND EXISTS (SELECT 1 FROM role dr WHERE dr.community = @.delegated AND dr.role IN ('curator', 'lead')))"),
    ("kept", "(NOT EXISTS (SELECT 1 FROM author ka WHERE ka.note = @.id) AND NOT {delegates @})"),
    // Its first community, while somebody leads or curates it.
    ("keeping", "(SELECT kr.community FROM role kr WHERE kr.role IN ('curator', 'lead') AND kr.community =
            (SELECT kl.community FROM community_link kl WHERE kl.note = @.id ORDER BY kl.linked, kl.community LIMIT 1)
            LIMIT 1)"),
    ("keeper", "(CASE
        WHEN {keeping @} IS NOT NULL THEN {keeping @} {in :editing}
        WHEN EXISTS (SELECT 1 FROM notebook_member kn WHERE kn.notebook = @.came_in AND kn.role = 'lead') THEN
            EXISTS (SELECT 1 FROM notebook_member km WHERE km.notebook = @.came_in AND km.role = 'lead' AND km.person = :me)
        ELSE :steward END)"),
    ("notebook_readable", "(@.visibility = 'public' OR :system
        OR (@.visibility = 'signed_in' AND :signed_in)
        OR (@.visibility = 'community' AND EXISTS (
            SELECT 1 FROM notebook_community nc WHERE nc.notebook = @.id AND nc.community {in :communities}))
        OR (:signed_in AND EXISTS (SELECT 1 FROM notebook_member nm WHERE nm.notebook = @.id AND nm.person = :me))
        OR (:steward AND NOT EXISTS (SELECT 1 FROM notebook_member nl WHERE nl.notebook = @.id AND nl.role = 'lead')))"),
    ("community_readable", "(@.listed OR :system OR @.id {in :communities})"),
    ("person_readable", "(:system OR @.id = :me OR (@.name <> '' AND EXISTS (
        SELECT 1 FROM byline pb JOIN note pn ON pn.id = pb.note WHERE pb.person = @.id AND pb.name = '' AND {note_readable pn}))
        OR (:signed_in AND EXISTS (SELECT 1 FROM profile_field pf WHERE pf.person = @.id AND {field_shown pf})))"),
    // Whose own name the viewer reads among the members of a community.
    ("person_met", "(@.name <> '' AND EXISTS (
        SELECT 1 FROM membership om WHERE om.person = @.id AND om.name = '' AND om.community {in :communities}))"),
    ("person_nameable", "({person_readable @} OR {person_met @})"),
    // What a person says of themselves, on a page that the viewer may see.
    ("field_shown", "(:system OR @.person = :me OR @.audience = 'public' OR (@.audience = 'signed_in' AND :signed_in)
        OR (@.audience = 'communities' AND EXISTS (
            SELECT 1 FROM membership fm WHERE fm.person = @.person AND fm.community {in :communities})))"),
];

/// Puts the fragments in, until none is left.
pub(crate) fn expand(text: &str) -> String {
    let mut text = text.to_owned();
    loop {
        let mut changed = false;
        for (name, fragment) in FRAGMENTS {
            let opening = format!("{{{name} ");
            while let Some(start) = text.find(&opening) {
                let Some(length) = text.get(start..).and_then(|tail| tail.find('}')) else { return text };
                let alias = text.get(start + opening.len()..start + length).unwrap_or_default().to_owned();
                text.replace_range(start..=start + length, &fragment.replace('@', &alias));
                changed = true;
            }
        }
        if !changed {
            return text;
        }
    }
}
